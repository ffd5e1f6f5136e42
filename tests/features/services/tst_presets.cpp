#include "features/services/presets.h"

#include <QTest>

using namespace aiops;
using namespace aiops::services;
using namespace Qt::StringLiterals;

class TestPresets final : public QObject
{
    Q_OBJECT

private slots:
    void pagesHaveAUrl_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("url");
        QTest::newRow("http") << u"http"_s << QString() << u"http://127.0.0.1:4000/"_s;
        QTest::newRow("https") << u"https"_s << u"/admin"_s << u"https://127.0.0.1:4000/admin"_s;
        QTest::newRow("netdata") << u"netdata"_s << QString() << u"http://127.0.0.1:4000/"_s;
        QTest::newRow("query and fragment") << u"http"_s << u"/a b?x=1&y=%20#top"_s << u"http://127.0.0.1:4000/a%20b?x=1&y=%20#top"_s;
        QTest::newRow("another host") << u"http"_s << u"//evil.example/x"_s << u"http://127.0.0.1:4000/evil.example/x"_s;
        QTest::newRow("an at sign") << u"http"_s << u"@evil.example"_s << u"http://127.0.0.1:4000/@evil.example"_s;
        QTest::newRow("a scheme") << u"http"_s << u"javascript:alert(1)"_s << u"http://127.0.0.1:4000/javascript:alert(1)"_s;
        QTest::newRow("unicode") << u"http"_s << u"/é"_s << u"http://127.0.0.1:4000/%C3%A9"_s;
        QTest::newRow("database") << u"postgres"_s << QString() << QString();
        QTest::newRow("unknown") << u"gopher"_s << u"/x"_s << QString();
    }
    void pagesHaveAUrl()
    {
        QFETCH(QString, kind);
        QFETCH(QString, path);
        inventory::Service service{.kind = kind, .path = path};
        QTEST(localUrl(service, 4000).toString(QUrl::FullyEncoded), "url");
    }

    void kindsHaveTheirUsualPorts()
    {
        QCOMPARE(presetOf(u"ssh"_s).port, 22);
        QCOMPARE(presetOf(u"netdata"_s).port, 19999);
        QCOMPARE(presetOf(u"http"_s).port, 80);
        QCOMPARE(presetOf(u"https"_s).port, 443);
        QCOMPARE(presetOf(u"postgres"_s).port, 5432);
        QCOMPARE(presetOf(u"no such kind"_s).kind, u"custom"_s);
    }
};

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"
