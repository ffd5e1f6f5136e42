#include "features/exec/masking.h"

#include <QTest>

using namespace aiops;
using namespace aiops::exec;
using namespace Qt::StringLiterals;

class TestMasking final : public QObject
{
    Q_OBJECT

private slots:
    void tokensAreHidden_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QString &text, const QString &shown) { QTest::newRow(name) << text << shown; };
        row("handed out", u"x tulip-77 y"_s, u"x [hidden] y"_s);
        row("aws", u"id AKIA"_s + u"ABCDEFGHIJKLMNOP."_s, u"id [hidden]."_s);
        row("github", u"ghp_"_s + QString(36, u'a'), u"[hidden]"_s);
        row("slack", u"t=xoxb-"_s + QString(20, u'1'), u"t=[hidden]"_s);
        row("jwt", u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlMTIz end"_s, u"[hidden] end"_s);
        row("bearer", u"Authorization: Bearer abcdefgh12345678"_s, u"Authorization: Bearer [hidden]"_s);
        row("password", u"password=hunter22 user=x"_s, u"password=[hidden] user=x"_s);
        row("quoted", u"\"db_password\": \"hunter22\","_s, u"\"db_password\": \"[hidden]\","_s);
        row("variable", u"API_TOKEN=abcd1234"_s, u"API_TOKEN=[hidden]"_s);
        row("url", u"postgres://app:s3cr3t@db/x"_s, u"postgres://app:[hidden]@db/x"_s);
        row("key", u"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nrest"_s, u"[hidden]\nrest"_s);
        row("cut key", u"-----BEGIN PRIVATE KEY-----\nMIIE"_s, u"[hidden]"_s);
        row("plain", u"load average: 0.10, 0.20 and a token of thanks"_s, u"load average: 0.10, 0.20 and a token of thanks"_s);
        row("public key", u"-----BEGIN PUBLIC KEY-----\nMIIE\n"_s, u"-----BEGIN PUBLIC KEY-----\nMIIE\n"_s);
    }
    void tokensAreHidden()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        Masking masking;
        masking.add(std::make_shared<const Secret>(Secret::copyOf("tulip-77")));
        masking.add(std::make_shared<const Secret>(Secret::copyOf("0.1"))); // too short to be looked for
        QCOMPARE(masking.masked(text), shown);
    }
    void aCommandIsShownInOneLine()
    {
        QCOMPARE(shownCommand(u"cd /srv\nrm -r  old\n"_s, 100), u"cd /srv \u21b5 rm -r  old"_s);
        QVERIFY(shownCommand(u"x\n"_s.repeated(100'000), 80).size() < 100);
        QVERIFY(!shownCommand(u"mysql -phunter22 \x1b[2J"_s, 100).contains(QChar(0x1b)));
        QVERIFY(!shownCommand(u"mysql -phunter22"_s, 100).contains("hunter22"_L1));
    }
    void linesKeepTheirNumber()
    {
        const QString text = u"a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\npassword=hunter22\n\nz"_s;
        const QStringList lines = Masking().maskedLines(text);
        QCOMPARE(lines.size(), 7);
        QCOMPARE(lines.at(1), u"[hidden]"_s);
        QVERIFY(Masking::isSwallowed(lines.at(2)) && Masking::isSwallowed(lines.at(3)));
        QCOMPARE(lines.sliced(4), QStringList({u"password=[hidden]"_s, QString(), u"z"_s}));
        QCOMPARE(Masking().maskedLines(u"a\n"_s), QStringList{u"a"_s});
        QVERIFY(Masking().maskedLines({}).isEmpty());
    }
    /// In a time that grows with the length: with its square this would take longer than a test may.
    void beginningsThatLeadNowhereDoNotHideWhatFollows()
    {
        const QString flood = u"-eyJ"_s.repeated(600'000);
        const QString token = u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlMTIz"_s;
        QVERIFY(Masking().masked(flood + u"\n"_s + token) == flood + u"\n[hidden]"_s);
    }
    void commandsLoseTheirPasswords_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("kept");
        QTest::newRow("plain") << u"mysql -u root -p -e 'show tables'"_s << u"mysql -u root -p -e 'show tables'"_s;
        QTest::newRow("mysql") << u"mysql -u root -phunter2 -e x"_s << u"mysql -u root -p[hidden] -e x"_s;
        QTest::newRow("option") << u"tool --password hunter2"_s << u"tool --password [hidden]"_s;
        QTest::newRow("curl") << u"curl https://a:b12345@x/"_s << u"curl https://a:[hidden]@x/"_s;
        QTest::newRow("variable") << u"DB_PASSWORD=abcd1234 run"_s << u"DB_PASSWORD=[hidden] run"_s;
        QTest::newRow("ls") << u"ls -p /srv"_s << u"ls -p /srv"_s;
    }
    void commandsLoseTheirPasswords()
    {
        QFETCH(QString, command);
        QFETCH(QString, kept);
        QCOMPARE(maskedCommand(command), kept);
    }
    void controlsAreVisible()
    {
        QCOMPARE(visibleText(QByteArray("a\0b\x1b[31mred\x1b[0m\r\nc\td\r\x07", 22)), u"a\\x00b\\x1b[31mred\\x1b[0m\nc\td\\x0d\\x07"_s);
        QCOMPARE(visibleText("caf\xc3\xa9 \xf0\x9f\x98\x80 \xe2\x80\xae"), u"café 😀 \\u202e"_s);
        QCOMPARE(visibleText("\xff\xfe"), u"\ufffd\ufffd"_s);
    }
};

QTEST_GUILESS_MAIN(TestMasking)
#include "tst_masking.moc"
