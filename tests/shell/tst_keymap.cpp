#include "shell/actiontable.h"
#include "shell/keyboardpage.h"
#include "shell/keyrecorder.h"
#include "shell/navigator.h"
#include "shell/shortcutsheet.h"
#include "widgets/banner.h"
#include "widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace aiops::shell;
using namespace Qt::StringLiterals;

namespace {

QList<QKeySequence> keys(std::initializer_list<QString> texts)
{
    QList<QKeySequence> list;
    for (const QString &text : texts)
        list.append(QKeySequence(text));
    return list;
}

} // namespace

class TestKeyMap final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup() { close(); }

    void commandsHaveTheKeysThatTheyBring()
    {
        QCOMPARE(m_actions->keys(u"add"_s), keys({u"Ctrl+N"_s}));
        QCOMPARE(m_actions->keys(u"palette"_s), keys({u"Ctrl+K"_s, u"Ctrl+Shift+K"_s}));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_ran, QStringList(u"palette"_s));
    }

    void changedKeysActAndComeBackAfterARestart()
    {
        m_actions->setKeys(u"add"_s, keys({u"Ctrl+M"_s}));
        QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier);
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(m_ran, QStringList(u"add"_s));
        m_actions->setKeys(u"remove"_s, {});
        close();
        open();
        QCOMPARE(m_actions->keys(u"add"_s), keys({u"Ctrl+M"_s}));
        QVERIFY(m_actions->keys(u"remove"_s).isEmpty());
        m_actions->resetAllKeys();
        QCOMPARE(m_actions->keys(u"add"_s), keys({u"Ctrl+N"_s}));
        QCOMPARE(m_actions->keys(u"remove"_s), keys({u"Ctrl+D"_s}));
        QVERIFY(!m_settings->allKeys().contains(u"keys/add"_s));
    }

    void takenKeysLeaveTheOtherCommand()
    {
        QCOMPARE(m_actions->ownerOf(QKeySequence(u"Ctrl+D"_s), u"add"_s), u"remove"_s);
        m_actions->takeKeys(u"add"_s, keys({u"Ctrl+D"_s}));
        QCOMPARE(m_actions->keys(u"add"_s), keys({u"Ctrl+D"_s}));
        QVERIFY(m_actions->keys(u"remove"_s).isEmpty());
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m_ran, QStringList(u"add"_s));
    }

    void whatAPersonChoseGoesBeforeWhatACommandBrings()
    {
        m_settings->setValue(u"keys/late"_s, QStringList{u"Ctrl+N"_s}); // a command that was added with Ctrl+N since
        m_actions->applyKeys();
        QCOMPARE(m_actions->keys(u"late"_s), keys({u"Ctrl+N"_s}));
        QVERIFY(m_actions->keys(u"add"_s).isEmpty());
    }

    void brokenSettingsAreAsIfTheyWereNotThere_data()
    {
        QTest::addColumn<QVariant>("stored");
        QTest::newRow("no key") << QVariant(QStringList{u"Ctrl+Nonsense+"_s});
        QTest::newRow("number") << QVariant(17);
        QTest::newRow("Enter") << QVariant(QStringList{u"Return"_s});
        QTest::newRow("very long") << QVariant(QString(10'000, u'x'));
    }
    void brokenSettingsAreAsIfTheyWereNotThere()
    {
        QFETCH(QVariant, stored);
        m_settings->setValue(u"keys/add"_s, stored);
        m_actions->applyKeys();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier); // the others act
        QCOMPARE(m_ran, QStringList(u"palette"_s));
        QCOMPARE(m_actions->keys(u"palette"_s).size(), 2);
    }

    void keysOfOnePageActOnlyThereAndMayStandTwice()
    {
        auto *page = new QLineEdit(m_window->centralWidget());
        auto *other = new QLineEdit(m_window->centralWidget());
        page->show();
        other->show();
        m_actions->adoptPage(u"terminals"_s, page);
        QCOMPARE(m_actions->keys(u"tab"_s), m_actions->keys(u"elsewhere"_s));
        page->setFocus();
        QTest::keyClick(page, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_ran, QStringList(u"tab"_s));
        other->setFocus();
        QTest::keyClick(other, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_ran, QStringList(u"tab"_s));
        QCOMPARE(m_actions->ownerOf(QKeySequence(u"Ctrl+Shift+W"_s), u"add"_s), u"tab"_s);
    }

    void oneKeyThatBeginsAnotherIsAClash()
    {
        QVERIFY(keysClash(QKeySequence(u"G"_s), QKeySequence(u"G, P"_s)));
        QVERIFY(keysClash(QKeySequence(u"G, P"_s), QKeySequence(u"G"_s)));
        QVERIFY(!keysClash(QKeySequence(u"G, R"_s), QKeySequence(u"G, P"_s)));
        QVERIFY(!keysClash(QKeySequence(), QKeySequence(u"G"_s)));
    }

    void lettersAndChordsAreTypedInFields()
    {
        m_actions->setKeys(u"add"_s, keys({u"A"_s}));
        QLineEdit *edit = m_edit;
        edit->setFocus();
        QTest::keyClicks(edit, u"gpa/v"_s);
        QCOMPARE(edit->text(), u"gpa/v"_s);
        QVERIFY(m_ran.isEmpty());
        m_button->setFocus();
        QTest::keyClick(m_button, Qt::Key_G);
        QTest::keyClick(m_button, Qt::Key_P);
        QTest::keyClick(m_button, Qt::Key_A);
        QCOMPARE(m_ran, QStringList({u"group"_s, u"add"_s}));
    }

    void aTerminalLosesOnlyTheMarkedKeys_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("taken");
        QTest::newRow("palette in terminals") << int((Qt::CTRL | Qt::SHIFT | Qt::Key_K).toCombined()) << true;
        QTest::newRow("palette elsewhere") << int((Qt::CTRL | Qt::Key_K).toCombined()) << false;
        QTest::newRow("not marked") << int((Qt::CTRL | Qt::SHIFT | Qt::Key_N).toCombined()) << false;
        QTest::newRow("nobody's") << int((Qt::CTRL | Qt::SHIFT | Qt::Key_Q).toCombined()) << false;
        QTest::newRow("control C") << int((Qt::CTRL | Qt::Key_C).toCombined()) << false;
        QTest::newRow("keypad digit") << int(QKeyCombination(Qt::AltModifier | Qt::KeypadModifier, Qt::Key_1).toCombined()) << true;
    }
    void aTerminalLosesOnlyTheMarkedKeys()
    {
        QFETCH(int, key);
        QTEST(m_actions->takesFromTerminal(QKeyCombination::fromCombined(key)), "taken");
    }

    void theRecorderTakesKeysAndLetsTabAndEscapeGo()
    {
        auto *recorder = new KeyRecorder(m_window->centralWidget());
        recorder->show();
        recorder->setFocus();
        QSignalSpy spy(recorder, &KeyRecorder::recorded);
        QTest::keyClick(recorder, Qt::Key_N, Qt::ControlModifier); // a command's keys
        QVERIFY(spy.wait());
        QCOMPARE(spy.takeFirst().at(0).value<QKeySequence>(), QKeySequence(u"Ctrl+N"_s));
        QTest::keyClick(recorder, Qt::Key_G);
        QTest::keyClick(recorder, Qt::Key_S);
        QCOMPARE(spy.takeFirst().at(0).value<QKeySequence>(), QKeySequence(u"G, S"_s));
        QTest::keyClick(recorder, Qt::Key_Control);
        QTest::keyClick(recorder, Qt::Key_Escape);
        QTest::keyClick(recorder, Qt::Key_Tab);
        QVERIFY(!recorder->hasFocus());
        QVERIFY(spy.isEmpty());
        QVERIFY(m_ran.isEmpty());
    }

    void aClashIsToldInWordsAndReplacedOnlyWhenAsked()
    {
        KeyboardPage page(*m_actions, {}, m_navigator, nullptr);
        page.show();
        choose(page, u"Add"_s);
        record(page, QKeySequence(u"Ctrl+D"_s));
        const auto *banner = page.findChild<aiops::widgets::Banner *>();
        QVERIFY(banner->hasMessage());
        QCOMPARE(banner->text(), u"Ctrl+D is used by Remove."_s);
        QVERIFY(page.grab().save(u"clash.png"_s));
        page.findChild<QPushButton *>(u"keepKeysButton"_s)->click();
        QVERIFY(!banner->hasMessage());
        QCOMPARE(m_actions->keys(u"add"_s), keys({u"Ctrl+N"_s}));
        record(page, QKeySequence(u"Ctrl+D"_s));
        page.findChild<QPushButton *>(u"replaceKeysButton"_s)->click();
        QCOMPARE(m_actions->keys(u"add"_s), keys({u"Ctrl+D"_s}));
        QVERIFY(m_actions->keys(u"remove"_s).isEmpty());
    }

    void aChangeCanBeUndone()
    {
        std::function<void()> undo;
        QObject listener;
        connect(&m_navigator, &Navigator::toastRequested, &listener,
                [&undo](const QString &, const QString &, const std::function<void()> &action) { undo = action; });
        KeyboardPage page(*m_actions, {}, m_navigator, nullptr);
        choose(page, u"Add"_s);
        record(page, QKeySequence(u"Ctrl+D"_s));
        page.findChild<QPushButton *>(u"replaceKeysButton"_s)->click();
        QVERIFY(undo);
        undo();
        QCOMPARE(m_actions->keys(u"add"_s), keys({u"Ctrl+N"_s}));
        QCOMPARE(m_actions->keys(u"remove"_s), keys({u"Ctrl+D"_s}));
    }

    void theFormForTerminalsStaysWhenTheFirstKeysChange()
    {
        KeyboardPage page(*m_actions, {}, m_navigator, nullptr);
        choose(page, u"Search"_s);
        record(page, QKeySequence(u"Ctrl+Space"_s));
        QCOMPARE(m_actions->keys(u"palette"_s), keys({u"Ctrl+Space"_s, u"Ctrl+Shift+K"_s}));
        page.findChild<QPushButton *>(u"resetKeysButton"_s)->click();
        QCOMPARE(m_actions->keys(u"palette"_s), keys({u"Ctrl+K"_s, u"Ctrl+Shift+K"_s}));
        page.findChild<QPushButton *>(u"noKeysButton"_s)->click();
        QVERIFY(m_actions->keys(u"palette"_s).isEmpty());
        page.findChild<QPushButton *>(u"resetAllKeysButton"_s)->click();
        QCOMPARE(m_actions->keys(u"palette"_s).size(), 2);
    }

    void keysOfListsAndFieldsAreRefused_data()
    {
        QTest::addColumn<QString>("sequence");
        for (const QString &each : {u"Return"_s, u"Esc"_s, u"Down"_s, u"Space"_s, u"F2"_s})
            QTest::newRow(qPrintable(each)) << each;
    }
    void keysOfListsAndFieldsAreRefused()
    {
        QFETCH(QString, sequence);
        KeyboardPage page(*m_actions, {{u"Lists"_s, keys({u"F2"_s}), u"Rename"_s}}, m_navigator, nullptr);
        choose(page, u"Add"_s);
        record(page, QKeySequence(sequence));
        QVERIFY(page.findChild<aiops::widgets::Banner *>()->hasMessage());
        QVERIFY(!page.findChild<QPushButton *>(u"replaceKeysButton"_s));
        QCOMPARE(m_actions->keys(u"add"_s), keys({u"Ctrl+N"_s}));
    }

    void theListIsFilteredByCommandAndByKey()
    {
        KeyboardPage page(*m_actions, {}, m_navigator, nullptr);
        auto *filter = page.findChild<QLineEdit *>(u"keyFilterEdit"_s);
        filter->setText(u"ctrl+shift+k"_s);
        QCOMPARE(shown(*page.findChild<QTreeWidget *>()), QStringList(u"Search"_s));
        filter->setText(u"remo"_s);
        QCOMPARE(shown(*page.findChild<QTreeWidget *>()), QStringList(u"Remove"_s));
    }

    void theSheetShowsTheKeysOfNowAndGivesThemAsText()
    {
        m_actions->setKeys(u"add"_s, keys({u"Ctrl+M"_s}));
        ShortcutSheet sheet(keyRows(*m_actions, {{u"Lists"_s, keys({u"F2"_s}), u"Rename"_s}}), [] {}, nullptr);
        sheet.findChild<QPushButton *>(u"copySheetButton"_s)->click();
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.contains(u"Ctrl+M                       Add"_s), qPrintable(text));
        QVERIFY(text.contains(u"Lists\n  F2"_s));
        QVERIFY(!text.contains(u"Late"_s)); // it has no keys
        sheet.findChild<QLineEdit *>(u"sheetFilterEdit"_s)->setText(u"ctrl+m"_s);
        QCOMPARE(shown(*sheet.findChild<QTreeWidget *>()), QStringList(u"Add"_s));
    }

private:
    void open()
    {
        m_ran.clear();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
        m_window = std::make_unique<QMainWindow>();
        auto *content = new QWidget;
        auto *column = new QVBoxLayout(content);
        m_edit = new QLineEdit;
        m_button = new QPushButton(u"Button"_s);
        column->addWidget(m_edit);
        column->addWidget(m_button);
        m_window->setCentralWidget(content);
        m_actions = new ActionTable(m_window.get(), *m_settings);
        add(u"add"_s, u"Add"_s, {u"Ctrl+N"_s});
        add(u"remove"_s, u"Remove"_s, {u"Ctrl+D"_s});
        add(u"palette"_s, u"Search"_s, {u"Ctrl+K"_s, u"Ctrl+Shift+K"_s}, true);
        add(u"project"_s, u"New project"_s, {u"Ctrl+Shift+N"_s});
        add(u"group"_s, u"Group by project"_s, {u"G, P"_s});
        add(u"first"_s, u"First"_s, {u"Alt+1"_s}, true);
        add(u"tab"_s, u"Close tab"_s, {u"Ctrl+Shift+W"_s}, true, {u"terminals"_s});
        add(u"elsewhere"_s, u"Close page"_s, {u"Ctrl+Shift+W"_s}, true, {u"other"_s});
        add(u"late"_s, u"Late"_s, {});
        m_actions->applyKeys();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void close()
    {
        m_window.reset();
        m_settings.reset();
    }

    void add(const QString &id, const QString &text, QStringList texts, bool inTerminal = false, const QStringList &pages = {})
    {
        ActionSpec spec{id, text, u"File"_s};
        if (!texts.isEmpty())
            spec.shortcut = QKeySequence(texts.takeFirst());
        for (const QString &more : texts)
            spec.moreShortcuts.append(QKeySequence(more));
        spec.run = [this, id] { m_ran.append(id); };
        spec.inTerminal = inTerminal;
        spec.pages = pages;
        m_actions->add(spec);
    }

    static void choose(KeyboardPage &page, const QString &text)
    {
        auto *tree = page.findChild<QTreeWidget *>();
        const auto found = tree->findItems(text, Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);
        tree->setCurrentItem(found.first());
    }

    static void record(KeyboardPage &page, const QKeySequence &sequence)
    {
        emit page.findChild<KeyRecorder *>()->recorded(sequence);
    }

    static QStringList shown(const QTreeWidget &tree)
    {
        QStringList texts;
        for (int g = 0; g < tree.topLevelItemCount(); ++g) {
            for (int i = 0; i < tree.topLevelItem(g)->childCount(); ++i) {
                if (!tree.topLevelItem(g)->child(i)->isHidden())
                    texts.append(tree.topLevelItem(g)->child(i)->text(0));
            }
        }
        return texts;
    }

    aiops::widgets::Theme m_theme;
    Navigator m_navigator;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<QMainWindow> m_window;
    ActionTable *m_actions = nullptr;
    QLineEdit *m_edit = nullptr;
    QPushButton *m_button = nullptr;
    QStringList m_ran;
};

QTEST_MAIN(TestKeyMap)
#include "tst_keymap.moc"
