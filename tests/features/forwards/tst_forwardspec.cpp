#include "features/forwards/forwardspec.h"
#include "features/forwards/words.h"

#include <QTest>

using namespace aiops;
using namespace aiops::forwards;
using namespace Qt::StringLiterals;

class TestForwardSpec final : public QObject
{
    Q_OBJECT

private slots:
    void specsAreRead_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("complete");
        QTest::addColumn<bool>("open");
        const auto row = [](const char *name, Kind kind, const QString &spec, const QString &complete, bool open = false) {
            QTest::newRow(name) << int(kind) << spec << complete << open;
        };
        row("port", Kind::Local, u"8080:db-1:80"_s, u"127.0.0.1:8080:db-1:80"_s);
        row("with loopback", Kind::Local, u"localhost:8080:db-1:80"_s, u"127.0.0.1:8080:db-1:80"_s);
        row("with an address", Kind::Local, u"192.0.2.7:8080:db-1:80"_s, u"192.0.2.7:8080:db-1:80"_s, true);
        row("every address", Kind::Local, u"*:8080:db-1:80"_s, u"*:8080:db-1:80"_s, true);
        row("empty is every address", Kind::Local, u":8080:db-1:80"_s, u"*:8080:db-1:80"_s, true);
        row("IPv6", Kind::Local, u"[::1]:8080:[2001:db8::1]:80"_s, u"[::1]:8080:[2001:db8::1]:80"_s);
        row("to a socket", Kind::Local, u"5433:/run/postgresql/.s.PGSQL.5432"_s, u"127.0.0.1:5433:/run/postgresql/.s.PGSQL.5432"_s);
        row("from a socket", Kind::Local, u"/tmp/db.sock:db-1:5432"_s, u"/tmp/db.sock:db-1:5432"_s);
        row("socket to socket", Kind::Local, u"/tmp/a.sock:/run/b.sock"_s, u"/tmp/a.sock:/run/b.sock"_s);
        row("remote", Kind::Remote, u"9000:127.0.0.1:3000"_s, u"localhost:9000:127.0.0.1:3000"_s);
        row("remote for all", Kind::Remote, u"*:9000:localhost:3000"_s, u"*:9000:localhost:3000"_s, true);
        row("remote to a socket", Kind::Remote, u"9000:/tmp/app.sock"_s, u"localhost:9000:/tmp/app.sock"_s);
        row("dynamic", Kind::Dynamic, u"1080"_s, u"127.0.0.1:1080"_s);
        row("dynamic with an address", Kind::Dynamic, u"[::1]:1080"_s, u"[::1]:1080"_s);
    }
    void specsAreRead()
    {
        QFETCH(int, kind);
        QFETCH(QString, spec);
        QFETCH(QString, complete);
        QFETCH(bool, open);
        const auto forward = parseSpec(Kind(kind), spec);
        QVERIFY2(forward, forward ? "" : qPrintable(forward.error().text));
        QCOMPARE(specOf(*forward), complete);
        QCOMPARE(isOpenToOthers(*forward), open);
        QCOMPARE(warningOf(*forward, u"web-1"_s).isEmpty(), !open);
        QVERIFY(sentenceOf(*forward, u"web-1"_s).contains(u"web-1"_s));
        QVERIFY(parseSpec(Kind(kind), complete)->doesTheSame(*forward));
    }

    void badSpecsAreRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("spec");
        const auto row = [](const char *name, Kind kind, const QString &spec) { QTest::newRow(name) << int(kind) << spec; };
        row("empty", Kind::Local, u""_s);
        row("a word", Kind::Local, u"web"_s);
        row("port alone", Kind::Local, u"8080"_s);
        row("no target port", Kind::Local, u"8080:db-1"_s);
        row("port zero", Kind::Local, u"0:db-1:80"_s);
        row("port too large", Kind::Local, u"65536:db-1:80"_s);
        row("signed port", Kind::Local, u"+80:db-1:80"_s);
        row("target port zero", Kind::Local, u"8080:db-1:0"_s);
        row("empty host", Kind::Local, u"8080::80"_s);
        row("an option as host", Kind::Local, u"8080:-oProxyCommand=x:80"_s);
        row("control character", Kind::Local, u"8080:db\n1:80"_s);
        row("a name to listen on", Kind::Local, u"web-1:8080:db-1:80"_s);
        row("too many words", Kind::Local, u"a:b:8080:db-1:80"_s);
        row("open bracket", Kind::Local, u"[::1:8080:db-1:80"_s);
        row("closing bracket", Kind::Local, u"::1]:8080:db-1:80"_s);
        row("IPv6 without brackets", Kind::Local, u"::1:8080:db-1:80"_s);
        row("long path", Kind::Local, u"/"_s + QString(120, u'a') + u":db-1:80"_s);
        row("remote on a socket", Kind::Remote, u"/tmp/a.sock:127.0.0.1:80"_s);
        row("dynamic with a target", Kind::Dynamic, u"1080:db-1:80"_s);
        row("dynamic on a socket", Kind::Dynamic, u"/tmp/a.sock"_s);
        row("dynamic zero", Kind::Dynamic, u"0"_s);
    }
    void badSpecsAreRefused()
    {
        QFETCH(int, kind);
        QFETCH(QString, spec);
        const auto forward = parseSpec(Kind(kind), spec);
        QVERIFY2(!forward, forward ? qPrintable(specOf(*forward)) : "");
        QCOMPARE(forward.error().code, Errc::Invalid);
        QVERIFY(!forward.error().text.isEmpty());
    }

    void namesOfKindsAndStatesAreStable()
    {
        for (const Kind kind : {Kind::Local, Kind::Remote, Kind::Dynamic})
            QCOMPARE(parseKind(kindName(kind)), kind);
        QVERIFY(!parseKind(u"LOCAL"));
        QCOMPARE(stateName(State::Waiting), u"waiting"_s);
    }
};

QTEST_GUILESS_MAIN(TestForwardSpec)
#include "tst_forwardspec.moc"
