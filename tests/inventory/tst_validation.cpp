#include "inventory/validation.h"

#include <QTest>

using namespace aiops;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;

class TestValidation final : public QObject
{
    Q_OBJECT

private slots:
    void badAddressesAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u""_s, u"  "_s, u"-oProxyCommand=x"_s, u"a b"_s, u"a;b"_s, u"$(id)"_s, u"`id`"_s, u"a\nb"_s,
                                    u"a|b"_s, u"a/b"_s, u"user@host"_s, u"..a"_s, u"a..b"_s, u"256.1.1.1"_s, u"1.2.3"_s,
                                    u"1.2.3.4.5"_s, u"[::1]"_s, u":::"_s, u"1::2::3"_s, u"12345::"_s, u"host:22"_s, u"a-"_s,
                                    u"x\u202ey"_s, QString(254, u'a'), u"'a'"_s, u"fe80::1%"_s})
            QTest::newRow(qPrintable(u"<%1>"_s.arg(text.left(30)))) << text;
    }
    void badAddressesAreRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!validAddress(text));
    }

    void goodAddressesAreKept_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"127.0.0.1"_s, u"web-1.example.com"_s, u"localhost"_s, u"::1"_s, u"::"_s, u"2001:db8::1"_s,
                                    u"fe80::1%eth0"_s, u"::ffff:1.2.3.4"_s, u"my_host"_s, u"example.com."_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void goodAddressesAreKept()
    {
        QFETCH(QString, text);
        QCOMPARE(validAddress(text).value_or(QString()), text);
    }

    void badUsersPortsAndNamesAreRefused()
    {
        for (const QString &user : {u"-l"_s, u"a b"_s, u"a;b"_s, u"a$b"_s, u"a\nb"_s, u"a'b"_s})
            QVERIFY2(!validUser(user), qPrintable(user));
        for (int port : {0, -1, 65536, 1 << 30})
            QVERIFY(!validPort(port));
        for (const QString &name : {u""_s, u" "_s, u"a\x01"_s, u"a\nb"_s, QString(201, u'n'), u"a\u202eb"_s})
            QVERIFY2(!validName(name), qPrintable(name));
    }
};

QTEST_GUILESS_MAIN(TestValidation)
#include "tst_validation.moc"
