#include "shell/fuzzymatch.h"
#include "shell/palette.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPointer>
#include <QTest>

using namespace aiops::shell;
using namespace Qt::StringLiterals;

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

    void bestComesFirstAndPrefixesNarrow()
    {
        const SearchSpec search{u"i"_s, u"Instances"_s, u"@"_s, [](const QString &query) {
            return QList<SearchHit>{{u"server"_s, u"web-1 "_s + query, {}, [] {}}};
        }};
        PaletteModel model({{u"gear"_s, u"Reset text"_s, {}, {}, [] {}, true}, {u"gear"_s, u"Settings"_s, {}, {}, [] {}}},
                           {search});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setQuery(u"set"_s);
        QCOMPARE(model.index(0).data().toString(), u"Settings"_s);
        model.setQuery(u">set"_s);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data().toString(), u"Reset text"_s);
        model.setQuery(u"@ab"_s);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data(PaletteModel::ContextRole).toString(), u"Instances"_s);
    }

    void enterRunsTheChosenRowAfterThePaletteClosed()
    {
        QWidget window;
        window.resize(900, 700);
        window.show();
        QStringList ran;
        QPointer<Palette> palette = new Palette({{u"gear"_s, u"One"_s, {}, u"Ctrl+1"_s, [&] { ran.append(u"one"_s); }},
                                                 {u"gear"_s, u"Two"_s, u"Go"_s, {}, [&] { ran.append(u"two"_s); }}},
                                                {}, &window);
        palette->open();
        auto *edit = palette->findChild<QLineEdit *>();
        QTest::keyClick(edit, Qt::Key_Down);
        QVERIFY(palette->grab().save(u"palette.png"_s));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(ran, QStringList(u"two"_s));
        QTRY_VERIFY(!palette);
    }

    void enterOnNothingDoesNothing()
    {
        QWidget window;
        QPointer<Palette> palette = new Palette({{u"gear"_s, u"One"_s, {}, {}, [] { QFAIL("ran"); }}}, {}, &window);
        palette->open();
        auto *edit = palette->findChild<QLineEdit *>();
        QTest::keyClicks(edit, u"zzz"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(palette->isVisible());
        QTest::keyClick(edit, Qt::Key_Escape);
        QTRY_VERIFY(!palette);
    }

private:
    aiops::widgets::Theme m_theme;
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
