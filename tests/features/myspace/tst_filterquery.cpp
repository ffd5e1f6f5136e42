#include "features/myspace/spaceview.h"

#include <QTest>

using namespace aiops;
using namespace aiops::myspace;
using namespace Qt::StringLiterals;

namespace {

Haystack sample()
{
    inventory::Instance instance{.name = u"Checkout-Web-01"_s, .address = u"203.0.113.21"_s, .user = u"deploy"_s,
                                 .environment = inventory::Environment::Production, .provider = inventory::Provider::Aws,
                                 .region = u"eu-west-1"_s, .tags = {u"critical"_s, u"tier=web"_s}};
    return haystackOf(instance, {{u"Checkout"_s, u"Search Platform"_s}, {u"frontend"_s}}, {u"Web tier"_s}, u"unreachable"_s);
}

} // namespace

class TestFilterQuery final : public QObject
{
    Q_OBJECT

private slots:
    void filtersMatchWhatTheySay_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *text, bool matches) { QTest::newRow(text) << QString::fromUtf8(text) << matches; };
        row("", true);
        row("   ", true);
        row("checkout", true);
        row("CHECKOUT", true);
        row("nothing", false);
        row("web 01", true);
        row("web 02", false);
        row("web AND 01", true);
        row("web and 01", false); // "and" is a word
        row("nothing OR web", true);
        row("nothing OR none", false);
        row("NOT nothing", true);
        row("NOT web", false);
        row("-web", false);
        row("-nothing web", true);
        row("a-b OR web", true); // a minus inside a word
        row("name:web", true);
        row("name:deploy", false);
        row("user:deploy", true);
        row("ip:203.0.113", true);
        row("address:203.0.113", true);
        row("tag:tier=web", true);
        row("tag:tier=db", false);
        row("region:eu-west", true);
        row("project:\"search platform\"", true);
        row("project:\"search  platform\"", false);
        row("group:\"web tier\"", true);
        row("role:front", true);
        row("provider:aws", true);
        row("provider:ws", false); // from the beginning
        row("env:prod", true);
        row("env:production", true);
        row("env:stage", false);
        row("status:unreachable", true);
        row("status:reachable", false);
        row("\"checkout-web\"", true);
        row("\"tier web\"", false);
        row("\"name:web\"", false); // quoted: a word
        row("aws", false);          // provider only when asked for
        row("(nothing OR web) AND env:prod", true);
        row("nothing OR web env:stage", false); // AND binds closer
        row("(nothing OR web) env:stage", false);
        row("NOT (nothing OR web)", false);
        row("NOT NOT web", true);
        row("--web", true);
        row("2001:db8::1", false); // an address, not a key
        row("fe80::1", false);
        row("abcd::1", false);
        row("NAME:web", true);
        row("(web)(01)", true);
        row("web(01)", true);
    }
    void filtersMatchWhatTheySay()
    {
        QFETCH(QString, text);
        const auto query = FilterQuery::parse(text);
        QVERIFY2(query, query ? "" : qPrintable(query.error().sentence()));
        QTEST(query->matches(sample()), "matches");
    }

    void mistakesAreToldWithTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qsizetype>("position");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *text, qsizetype position, const char *says) {
            QTest::newRow(text) << QString::fromUtf8(text) << position << QString::fromUtf8(says);
        };
        row("colour:red", 0, "no key “colour”");
        row("web colour:red", 4, "no key “colour”");
        row("tag:", 4, "Say what tag: should be");
        row("tag:\"\"", 4, "Say what tag: should be");
        row("tag: web", 4, "Say what tag: should be");
        row("(web", 0, "not closed");
        row("web (", 4, "not closed");
        row("()", 0, "nothing in these");
        row("web)", 3, "no opening");
        row(")", 0, "no opening");
        row("\"web", 0, "quote is not closed");
        row("name:\"web", 5, "quote is not closed");
        row("web OR", 4, "OR needs something after");
        row("web OR )", 4, "OR needs something after");
        row("OR web", 0, "OR needs something before");
        row("AND web", 0, "AND needs something before");
        row("web AND", 4, "AND needs something after");
        row("web AND OR db", 4, "AND needs something after");
        row("NOT", 0, "NOT needs something after");
        row("web NOT", 4, "NOT needs something after");
        row("web OR OR db", 7, "OR needs something before");
    }
    void mistakesAreToldWithTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto query = FilterQuery::parse(text);
        QVERIFY(!query);
        QTEST(query.error().position, "position");
        QVERIFY2(query.error().text.contains(says), qPrintable(query.error().text));
        QVERIFY(query.error().sentence().contains(QString::number(query.error().position + 1)));
    }

    void hostileInputIsRefused()
    {
        QVERIFY(!FilterQuery::parse(QString(1'000'000, u'a')));
        QVERIFY(!FilterQuery::parse(QString(2000, u'(') + u"a"_s + QString(1000, u')')));
        QVERIFY(!FilterQuery::parse(QString(3000, u'-') + u"a"_s));
        QVERIFY(FilterQuery::parse(u"a "_s.repeated(1500)));
        QVERIFY(FilterQuery::parse(QString::fromUtf8("name:caf\xc3\xa9 \xf0\x9f\x90\xa7")));
        QVERIFY(FilterQuery::parse(QString(QChar(0xD800)) + QChar(0)));
    }

    void lettersOfEveryScriptMatch()
    {
        const inventory::Instance instance{.name = u"ÜBERWACHUNG-Привет"_s, .address = u"h"_s};
        const Haystack hay = haystackOf(instance, {}, {}, u"unknown"_s);
        QVERIFY(FilterQuery::parse(u"überwachung"_s)->matches(hay));
        QVERIFY(FilterQuery::parse(u"name:ПРИВЕТ"_s)->matches(hay));
    }

    void theStatusCanChangeAlone()
    {
        Haystack hay = sample();
        hay.setStatus(statusWords(u"running"_s));
        QVERIFY(FilterQuery::parse(u"status:running web tag:critical"_s)->matches(hay));
        QVERIFY(!FilterQuery::parse(u"status:unreachable"_s)->matches(hay));
    }

    void aViewSurvivesItsJson()
    {
        const SpaceView view{.text = u"tag:\"a b\" OR x"_s,
                             .choices = {.providers = {u"aws"_s, u"gcp"_s}, .regions = {u""_s}, .statuses = {u"critical"_s},
                                         .environments = {u"prod"_s, u""_s}, .tags = {u"tier=web"_s}, .seen = {u"never"_s}, .withoutAgent = true},
                             .group = GroupBy::Environment, .sort = SortBy::LastSeen, .descending = true, .mode = u"table"_s};
        QVERIFY(SpaceView::fromJson(view.toJson()) == view);
    }

    void aBrokenViewKeepsDefaults_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("{nope");
        QTest::newRow("an array") << QByteArray("[1]");
        QTest::newRow("wrong types") << QByteArray(R"({"text":3,"provider":"x","group":"nobody","sort":[],"mode":"x","descending":"y"})");
    }
    void aBrokenViewKeepsDefaults()
    {
        QFETCH(QByteArray, json);
        QVERIFY(SpaceView::fromJson(json) == SpaceView());
    }

    void choicesAreAlternativesInAListAndAllListsHold()
    {
        const Haystack hay = sample();
        const QString provider = u"aws"_s, region = u"eu-west-1"_s, status = u"unreachable"_s, environment = u"prod"_s;
        const QStringList tags{u"critical"_s, u"tier=web"_s};
        const qint64 now = 1'000'000'000;
        const Facts facts{hay, provider, region, status, environment, tags, now - 2 * 3'600'000, false};
        QVERIFY(accepts({}, facts, now));
        QVERIFY(accepts({.providers = {u"gcp"_s, u"aws"_s}, .tags = {u"x"_s, u"critical"_s}}, facts, now));
        QVERIFY(!accepts({.providers = {u"aws"_s}, .environments = {u"dev"_s}}, facts, now));
        QVERIFY(accepts({.seen = {u"day"_s}}, facts, now));
        QVERIFY(!accepts({.seen = {u"hour"_s, u"never"_s}}, facts, now));
        QVERIFY(accepts({.withoutAgent = true}, facts, now));
    }
};

QTEST_GUILESS_MAIN(TestFilterQuery)
#include "tst_filterquery.moc"
