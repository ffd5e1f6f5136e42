#include "core/proxyaddress.h"

#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestProxyAddress final : public QObject
{
    Q_OBJECT

private slots:
    void anAddressIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("user");
        const auto row = [](const char *name, const QString &text, int kind, const QString &host, int port, const QString &user) {
            QTest::newRow(name) << text << kind << host << port << user;
        };
        row("empty", {}, ProxyAddress::None, {}, 0, {});
        row("none", u" None "_s, ProxyAddress::None, {}, 0, {});
        row("socks", u"socks5://gate.example:1081"_s, ProxyAddress::Socks5, u"gate.example"_s, 1081, {});
        row("socks usual port", u"SOCKS5://gate.example/"_s, ProxyAddress::Socks5, u"gate.example"_s, 1080, {});
        row("socks user", u"socks5h://me@10.0.0.1:1080"_s, ProxyAddress::Socks5, u"10.0.0.1"_s, 1080, u"me"_s);
        row("http IPv6", u"http://me@[2001:db8::1]:3128"_s, ProxyAddress::Http, u"2001:db8::1"_s, 3128, u"me"_s);
        row("http domain user", u"http://corp\\me@proxy"_s, ProxyAddress::Http, u"proxy"_s, 8080, u"corp\\me"_s);
    }
    void anAddressIsRead()
    {
        QFETCH(QString, text);
        const auto proxy = parseProxy(text);
        QVERIFY2(proxy.has_value(), qPrintable(proxy ? QString() : proxy.error().text));
        QTEST(int(proxy->kind), "kind");
        QTEST(proxy->host, "host");
        QTEST(int(proxy->port), "port");
        QTEST(proxy->user, "user");
    }

    void whatCannotBeUsedIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"socks4://a:1"_s, u"https://a:1"_s, u"a:1080"_s, u"socks5://"_s, u"socks5://a:0"_s, u"socks5://a:65536"_s,
                                    u"socks5://a:x"_s, u"socks5://me:secret@a:1"_s, u"socks5://-o@a:1"_s, u"http://-a:1"_s, u"http://a b:1"_s,
                                    u"http://[::1:3128"_s, u"http://a\n:1"_s, u"http://a\u202e:1"_s, u"command:"_s, u"command: exec "_s,
                                    u"command:nc %h %p | tee log"_s, u"command:nc $HOST 22"_s, u"command:nc `host` 22"_s, u"command:nc %h; id"_s,
                                    u"command:nc 'unclosed"_s, u"command:nc %x"_s, u"command:nc \"$(id)\""_s, u"command:nc > log"_s,
                                    u"http://"_s + QString(2000, u'a')})
            QTest::newRow(qPrintable(text.left(40))) << text;
    }
    void whatCannotBeUsedIsRefused()
    {
        QFETCH(QString, text);
        const auto proxy = parseProxy(text);
        QVERIFY(!proxy);
        QCOMPARE(proxy.error().code, Errc::Invalid);
        QVERIFY(!proxy.error().text.contains(u"secret"_s));
    }

    void aCommandIsSplitAsAShellWould_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("plain") << u"command: ssh -W %h:%p  gate"_s << QStringList{u"ssh"_s, u"-W"_s, u"%h:%p"_s, u"gate"_s};
        QTest::newRow("exec") << u"command:exec nc %h %p"_s << QStringList{u"nc"_s, u"%h"_s, u"%p"_s};
        QTest::newRow("quotes") << u"command:a 'b c' \"d \\\" e\" f\\ g ''"_s << QStringList{u"a"_s, u"b c"_s, u"d \" e"_s, u"f g"_s, QString()};
        QTest::newRow("quoted signs") << u"command:a 'b|c' '$d'"_s << QStringList{u"a"_s, u"b|c"_s, u"$d"_s};
    }
    void aCommandIsSplitAsAShellWould()
    {
        QFETCH(QString, text);
        const auto proxy = parseProxy(text);
        QVERIFY2(proxy.has_value(), qPrintable(proxy ? QString() : proxy.error().text));
        QTEST(proxy->command, "words");
    }

    void valuesStayOneArgument()
    {
        const auto words = expandCommand({u"nc"_s, u"%h"_s, u"%p"_s, u"%r@%n"_s, u"100%%"_s}, u"a b;c"_s, 22, u"me"_s, u"web 1"_s);
        QCOMPARE(*words, (QStringList{u"nc"_s, u"a b;c"_s, u"22"_s, u"me@web 1"_s, u"100%"_s}));
        QVERIFY(!expandCommand({u"nc"_s, u"%n"_s}, u"h"_s, 22, u"me"_s, u"-oProxyCommand=id"_s)); // would be an option
        QVERIFY(!expandCommand({u"nc"_s, u"%"_s}, u"h"_s, 22, u"me"_s, u"n"_s));
    }
};

QTEST_GUILESS_MAIN(TestProxyAddress)
#include "tst_proxyaddress.moc"
