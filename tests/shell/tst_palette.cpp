#include "shell/fuzzymatch.h"
#include "shell/palette.h"
#include "shell/searchindex.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QTest>

using namespace aiops::shell;
using namespace Qt::StringLiterals;

namespace {

SearchHit hit(const QString &text, std::function<void()> run = [] {}, const QString &id = {})
{
    return {u"server"_s, text, u"context"_s, std::move(run), id};
}

/// Finds those of its rows that hold the query.
SearchSpec searchOver(const QString &id, const QString &title, const QString &prefix, QList<SearchHit> hits, int order = 50)
{
    SearchSpec search{id, title, prefix, [hits](const QString &query) {
                          QList<SearchHit> found;
                          for (const SearchHit &each : hits) {
                              if (fuzzyMatch(query, each.text))
                                  found.append(each);
                          }
                          return found;
                      }, order};
    search.hit = [hits](const QString &wanted) -> std::optional<SearchHit> {
        const auto found = std::ranges::find(hits, wanted, &SearchHit::objectId);
        return found == hits.end() ? std::nullopt : std::optional(*found);
    };
    return search;
}

QStringList textsOf(const PaletteModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.isHit(row) ? model.index(row).data().toString() : u"["_s + model.index(row).data().toString() + u']');
    return texts;
}

SearchIndex smallIndex()
{
    SearchIndex index;
    index.add(u"checkout-web-01"_s, {u"10.20.1.41"_s, u"deploy"_s, u"tier=web"_s, u"critical"_s});
    index.add(u"checkout-db-primary"_s, {u"10.20.4.11"_s, u"postgres"_s, u"tier=db"_s});
    index.add(u"web"_s, {u"192.0.2.7"_s, u"root"_s});
    index.add(u"Größe-01"_s, {u"2001:db8::7"_s, u"deploy"_s});
    index.add(u"cobweb-01"_s);
    return index;
}

} // namespace

class TestPalette final : public QObject
{
    Q_OBJECT

private slots:
    void lettersInOrderMatch_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fits");
        QTest::newRow("start") << u"add"_s << u"Add instance"_s << true;
        QTest::newRow("initials") << u"ai"_s << u"Add instance"_s << true;
        QTest::newRow("two words") << u"op te"_s << u"Open terminal"_s << true;
        QTest::newRow("wrong order") << u"ecna"_s << u"Add instance"_s << false;
        QTest::newRow("too long") << u"addx"_s << u"Add"_s << false;
        QTest::newRow("nothing asked") << u""_s << u"Add"_s << true;
        QTest::newRow("nothing there") << u"a"_s << u""_s << false;
        QTest::newRow("other script") << u"größe"_s << u"GRÖßE ändern"_s << true;
    }
    void lettersInOrderMatch()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QTEST(fuzzyMatch(query, text).has_value(), "fits");
    }

    void startsOfWordsAreBetter()
    {
        QVERIFY(fuzzyMatch(u"set"_s, u"Settings"_s)->score > fuzzyMatch(u"set"_s, u"Reset text"_s)->score);
        QCOMPARE(fuzzyMatch(u"in"_s, u"Main inspector"_s)->at, QList<qsizetype>({5, 6}));
    }

    void wordsThatStandElsewhereLeaveTheOthersBold()
    {
        QCOMPARE(wordMatch(u"web nowhere"_s, u"web-1"_s).at, QList<qsizetype>({0, 1, 2}));
        QVERIFY(wordMatch(u"zzz"_s, u"web-1"_s).at.isEmpty());
    }

    void theIndexFindsByNameAddressUserAndTag_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QList<qsizetype>>("places");
        QTest::newRow("whole name first") << u"web"_s << QList<qsizetype>({2, 0, 4});
        QTest::newRow("case") << u"CHECKOUT-WEB"_s << QList<qsizetype>({0});
        QTest::newRow("address") << u"10.20.4.1"_s << QList<qsizetype>({1});
        QTest::newRow("user") << u"postgres"_s << QList<qsizetype>({1});
        QTest::newRow("tag") << u"tier=db"_s << QList<qsizetype>({1});
        QTest::newRow("words in different fields") << u"check deploy"_s << QList<qsizetype>({0});
        QTest::newRow("letters in order") << u"cdbp"_s << QList<qsizetype>({1});
        QTest::newRow("other script") << u"grö"_s << QList<qsizetype>({3});
        QTest::newRow("letters of two fields are no word") << u"webroot"_s << QList<qsizetype>();
        QTest::newRow("one word misses") << u"web nowhere"_s << QList<qsizetype>();
    }
    void theIndexFindsByNameAddressUserAndTag()
    {
        QFETCH(QString, query);
        QTEST(smallIndex().find(query, 10), "places");
    }

    void theIndexTakesHostileRows()
    {
        SearchIndex index;
        index.add(QString(100'000, u'w'), {QString(100'000, u'x')});
        index.add(QString());
        index.add(u"a\nb"_s, {QString(), u"\n\n"_s});
        QCOMPARE(index.find(u"www"_s, 10), QList<qsizetype>({0}));
        QCOMPARE(index.find(u"xxx"_s, 10), QList<qsizetype>({0}));
        QCOMPARE(index.find(QString(5000, u'w'), 10), QList<qsizetype>());
        QCOMPARE(index.find({}, 2).size(), 2);
        QVERIFY(SearchIndex().find(u"a"_s, 10).isEmpty());
    }

    void groupsStandBestFirstUnderTheirTitles()
    {
        PaletteModel model({{searchOver(u"i"_s, u"Instances"_s, u"@"_s, {hit(u"reset-host"_s), hit(u"web-1"_s)}, 10),
                             searchOver(u"s"_s, u"Settings"_s, u";"_s, {hit(u"Settings"_s)}, 20)}});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(textsOf(model), QStringList({u"[Instances]"_s, u"reset-host"_s, u"web-1"_s, u"[Settings]"_s, u"Settings"_s}));
        model.setQuery(u"set"_s);
        QCOMPARE(textsOf(model), QStringList({u"[Settings]"_s, u"Settings"_s, u"[Instances]"_s, u"reset-host"_s}));
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
        model.setQuery(u"@set"_s);
        QCOMPARE(textsOf(model), QStringList({u"[Instances]"_s, u"reset-host"_s}));
        model.setQuery(u"nothing like it"_s);
        QCOMPARE(model.firstRow(), -1);
    }

    void aGroupAmongOthersIsShortAndSaysWhereTheRestIs()
    {
        QList<SearchHit> many;
        for (int i = 0; i < 40; ++i)
            many.append(hit(u"web-%1"_s.arg(i)));
        PaletteModel model({{searchOver(u"i"_s, u"Instances"_s, u"@"_s, many)}});
        model.setQuery(u"web"_s);
        QCOMPARE(model.rowCount(), 8);
        QCOMPARE(model.index(0).data(PaletteModel::ContextRole).toString(), u"@ shows all"_s);
        model.setQuery(u"@web"_s);
        QCOMPARE(model.rowCount(), 41);
    }

    void whatWasUsedStandsFirstOfAnEmptyQuery()
    {
        QStringList used;
        PaletteSources sources{{searchOver(u"i"_s, u"Instances"_s, u"@"_s, {hit(u"one"_s, [] {}, u"1"_s), hit(u"two"_s, [] {}, u"2"_s)})},
                               {u"i/2"_s, u"i/gone"_s, u"no such search/1"_s, u"broken"_s}};
        PaletteModel model(sources);
        QCOMPARE(textsOf(model), QStringList({u"[Recent]"_s, u"two"_s, u"[Instances]"_s, u"one"_s, u"two"_s}));
        QCOMPARE(model.keyOf(1), u"i/2"_s);
    }

    void aRowThatLeadsStandsAboveAllGroups()
    {
        SearchSpec address = searchOver(u"a"_s, u"Addresses"_s, {}, {hit(u"x"_s)});
        address.find = [](const QString &query) { return query.contains(u'@') ? QList<SearchHit>{hit(u"Connect"_s)} : QList<SearchHit>(); };
        address.leads = true;
        PaletteModel model({{searchOver(u"i"_s, u"Instances"_s, u"@"_s, {hit(u"root@web"_s)}), address}});
        model.setQuery(u"root@web"_s);
        QCOMPARE(textsOf(model), QStringList({u"Connect"_s, u"[Instances]"_s, u"root@web"_s}));
        QCOMPARE(model.firstRow(), 0);
    }

    void enterRunsTheChosenRowAfterThePaletteClosed()
    {
        QWidget window;
        window.resize(900, 700);
        window.show();
        QStringList ran, used;
        PaletteSources sources{{searchOver(u"c"_s, u"Commands"_s, u">"_s,
                                           {hit(u"One"_s, [&] { ran.append(u"one"_s); }, u"1"_s), hit(u"Two"_s, [&] { ran.append(u"two"_s); }, u"2"_s)})}};
        sources.used = [&](const QString &key) { used.append(key); };
        QPointer<Palette> palette = new Palette(sources, &window);
        palette->open();
        auto *edit = palette->findChild<QLineEdit *>();
        QTest::keyClick(edit, Qt::Key_Down);
        QVERIFY(palette->grab().save(u"palette.png"_s));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(ran, QStringList(u"two"_s));
        QCOMPARE(used, QStringList(u"c/2"_s));
        QTRY_VERIFY(!palette);
    }

    void controlEnterOpensATerminalWhereThereIsOne()
    {
        QWidget window;
        QStringList ran;
        SearchHit host = hit(u"web-1"_s, [&] { ran.append(u"open"_s); });
        host.openTerminal = [&] { ran.append(u"terminal"_s); };
        QPointer<Palette> palette = new Palette({{searchOver(u"i"_s, u"Instances"_s, u"@"_s, {hit(u"plain"_s, [] { QFAIL("ran"); }), host})}}, &window);
        palette->open();
        auto *edit = palette->findChild<QLineEdit *>();
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(palette->isVisible()); // "plain" has none
        QTest::keyClick(edit, Qt::Key_Down);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(ran, QStringList(u"terminal"_s));
    }

    void tabShowsWhatElseCanBeDoneAndEscapeGoesBack()
    {
        QWidget window;
        QStringList ran;
        SearchHit host = hit(u"web-1"_s, [] {}, u"7"_s);
        host.objectKind = u"instance"_s;
        host.actions = [&] { return QList<SearchHit>{hit(u"Edit"_s, [&] { ran.append(u"edit"_s); })}; };
        PaletteSources sources{{searchOver(u"i"_s, u"Instances"_s, u"@"_s, {host})}};
        sources.objectActions = [&](const QString &kind, const QString &id) {
            return QList<SearchHit>{hit(u"New credential for "_s + kind + id, [&] { ran.append(u"credential"_s); })};
        };
        QPointer<Palette> palette = new Palette(sources, &window);
        palette->open();
        auto *edit = palette->findChild<QLineEdit *>();
        auto *list = palette->findChild<QListView *>();
        QTest::keyClicks(edit, u"web"_s);
        QTest::keyClick(edit, Qt::Key_Tab);
        QCOMPARE(list->model()->rowCount(), 3);
        QCOMPARE(list->model()->index(0, 0).data().toString(), u"web-1"_s);
        QTest::keyClicks(edit, u"cred"_s);
        QCOMPARE(list->currentIndex().data().toString(), u"New credential for instance7"_s);
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(palette->isVisible());
        QCOMPARE(edit->text(), u"web"_s);
        QCOMPARE(list->currentIndex().data().toString(), u"web-1"_s);
        QTest::keyClick(edit, Qt::Key_Tab);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(ran, QStringList(u"edit"_s));
    }

    void keysGoOverTheHeadings()
    {
        QWidget window;
        QPointer<Palette> palette = new Palette({{searchOver(u"a"_s, u"A"_s, {}, {hit(u"one"_s)}, 1), searchOver(u"b"_s, u"B"_s, {}, {hit(u"two"_s)}, 2)}}, &window);
        palette->open();
        auto *edit = palette->findChild<QLineEdit *>();
        auto *list = palette->findChild<QListView *>();
        QCOMPARE(list->currentIndex().data().toString(), u"one"_s);
        QTest::keyClick(edit, Qt::Key_Up);
        QCOMPARE(list->currentIndex().data().toString(), u"one"_s);
        QTest::keyClick(edit, Qt::Key_Down);
        QCOMPARE(list->currentIndex().data().toString(), u"two"_s);
        QTest::keyClick(edit, Qt::Key_PageUp);
        QCOMPARE(list->currentIndex().data().toString(), u"one"_s);
        QVERIFY(edit->accessibleDescription().startsWith(u"one"_s));
        QTest::keyClick(edit, Qt::Key_Escape);
    }

    void enterOnNothingDoesNothing()
    {
        QWidget window;
        QPointer<Palette> palette = new Palette({{searchOver(u"a"_s, u"A"_s, {}, {hit(u"One"_s, [] { QFAIL("ran"); })})}}, &window);
        palette->open();
        auto *edit = palette->findChild<QLineEdit *>();
        QTest::keyClicks(edit, u"zzz"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTest::keyClick(edit, Qt::Key_Tab);
        QVERIFY(palette->isVisible());
        QTest::keyClick(edit, Qt::Key_Escape);
        QTRY_VERIFY(!palette);
    }

    void rowsThatComeLateAreShown()
    {
        QWidget window;
        QList<SearchHit> rows;
        SearchSpec late{u"i"_s, u"Instances"_s, u"@"_s, [&rows](const QString &) { return rows; }};
        QPointer<Palette> palette = new Palette({{late}}, &window);
        palette->open();
        auto *list = palette->findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 0);
        rows.append(hit(u"web-1"_s));
        palette->refresh();
        QCOMPARE(list->currentIndex().data().toString(), u"web-1"_s);
        palette->reject();
    }

private:
    aiops::widgets::Theme m_theme;
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
