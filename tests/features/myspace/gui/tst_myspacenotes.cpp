#include "features/myspace/gui/notespane.h"
#include "features/myspace/gui/parts.h"
#include "shell/dialog.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QSignalSpy>

namespace aiops::myspace {

class TestMySpaceNotes final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(); }

    void hostileMarkdownIsHarmless_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("shown");
        QTest::newRow("script") << u"a <script>alert(1)</script>"_s << u"<script>alert(1)</script>"_s;
        QTest::newRow("image tag") << u"<img src=\"http://192.0.2.1/x.png\">"_s << u"<img src="_s;
        QTest::newRow("block of HTML") << u"<table><tr><td>x</td></tr></table>"_s << u"<table>"_s;
        QTest::newRow("image") << u"![logo](file:///etc/passwd) end"_s << u"end"_s;
        QTest::newRow("remote image") << u"![logo](http://192.0.2.1/a.png) end"_s << u"end"_s;
    }
    void hostileMarkdownIsHarmless()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, shown);
        MarkdownView view;
        view.resize(400, 300);
        view.show();
        view.showMarkdown(markdown);
        QVERIFY2(view.toPlainText().contains(shown), qPrintable(view.toPlainText()));
        QVERIFY(!view.toHtml().contains(u"<script"_s));
    }

    void markdownIsShown()
    {
        MarkdownView view;
        view.showMarkdown(u"# Restart\n\n1. drain\n2. `systemctl restart api`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"_s);
        QVERIFY(view.toPlainText().startsWith(u"Restart"_s));
        QVERIFY(view.toHtml().contains(u"<table"_s));
        QVERIFY(view.toPlainText().contains(u"systemctl restart api"_s) && !view.toPlainText().contains(u'`'));
    }

    void nestingBombsAreShownAsText_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("quotes") << QString(90'000, u'>');
        QTest::newRow("quotes apart") << u"> "_s.repeated(45'000);
        QTest::newRow("lists in lists") << u"- "_s.repeated(45'000);
        QTest::newRow("brackets") << QString(90'000, u'[');
        QTest::newRow("stars") << u"*a "_s.repeated(30'000);
        QTest::newRow("columns") << QString(90'000, u'|') + u"\n"_s + u"-|"_s.repeated(4'000);
    }
    void nestingBombsAreShownAsText()
    {
        QFETCH(QString, markdown);
        QElapsedTimer time;
        time.start();
        MarkdownView view;
        view.resize(400, 300);
        view.show();
        view.showMarkdown(markdown);
        QVERIFY(isTooNested(markdown));
        QVERIFY2(time.elapsed() < 10'000, qPrintable(QString::number(time.elapsed())));
    }

    void ordinaryTextIsNotTooNested()
    {
        QVERIFY(!isTooNested(u"---\n- a\n  - b\n    - c\n> > quote\n**bold** and [a](b) [c](d)\n"_s));
        QVERIFY(!isTooNested(QString(120, u'-')));
        QVERIFY(!isTooNested(u"word "_s.repeated(20'000)));
    }

    void onlyHarmlessLinksOpen_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<bool>("may");
        QTest::newRow("https") << u"https://example.com/run"_s << true;
        QTest::newRow("http") << u"HTTP://example.com"_s << true;
        QTest::newRow("mail") << u"mailto:ops@example.com"_s << true;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("script") << u"javascript:alert(1)"_s << false;
        QTest::newRow("data") << u"data:text/html,x"_s << false;
        QTest::newRow("relative") << u"../x"_s << false;
        QTest::newRow("no host") << u"http:///x"_s << false;
        QTest::newRow("ssh") << u"ssh://host"_s << false;
        QTest::newRow("program") << u"vscode://x"_s << false;
    }
    void onlyHarmlessLinksOpen()
    {
        QFETCH(QString, link);
        QFETCH(bool, may);
        QCOMPARE(MarkdownView::mayOpen(QUrl(link)), may);
        QWidget window;
        MarkdownView view(&window);
        QList<QUrl> opened;
        view.setOpener([&opened](const QUrl &url) { opened.append(url); });
        window.show();
        emit view.anchorClicked(QUrl(link));
        auto *dialog = window.findChild<shell::Dialog *>();
        QVERIFY(dialog);
        QVERIFY(opened.isEmpty()); // nothing before the person has seen it
        for (QAbstractButton *button : dialog->findChildren<QAbstractButton *>()) {
            if (button->text() == (may ? u"Open"_s : u"Close"_s))
                button->click();
        }
        QCOMPARE(opened.size(), may ? 1 : 0);
    }

    void notesOfAHostAreWrittenAndUndone()
    {
        Parts p;
        p.add(u"web-1"_s, u"192.0.2.1"_s);
        const InstanceId id = p.estate.instances().first().id;
        const std::unique_ptr<NotesView> view(static_cast<NotesView *>(createInstanceNotes(p.actions, id, nullptr)));
        view->resize(900, 500);
        view->show();
        QVERIFY(QTest::qWaitForWindowActive(view.get()));
        QSignalSpy toast(&p.navigator, &shell::Navigator::toastRequested);
        button(*view, u"Write notes"_s)->click();
        auto *editor = view->findChild<QPlainTextEdit *>(u"notesEdit"_s);
        QVERIFY(editor->isVisible() && view->isEditing());
        QVERIFY(!view->findChild<QAbstractButton *>(u"saveNotesButton"_s)->isEnabled());
        editor->setPlainText(u"# Runbook\nRestart **api**."_s);
        QVERIFY(view->findChild<MarkdownView *>(u"notesPreview"_s)->toPlainText().contains(u"Restart api."_s));
        QTest::keySequence(editor, QKeySequence::Save);
        SOON_COMPARE(p.estate.instance(id)->notes, u"# Runbook\nRestart **api**."_s);
        SOON_VERIFY(!view->isEditing());
        QVERIFY(view->view()->toPlainText().contains(u"Runbook"_s));
        SOON_COMPARE(toast.count(), 1);
        toast.first().at(2).value<std::function<void()>>()();
        SOON_COMPARE(p.estate.instance(id)->notes, QString());
    }

    void notesOfAProjectAreWritten()
    {
        Parts p;
        const ProjectId id = p.addProject(u"Checkout"_s, u"#10a37f"_s);
        NotesView view(u"this project"_s);
        view.show();
        saveProjectNotes(p.actions, id, &view, u"On call: ops"_s);
        SOON_COMPARE(p.estate.project(id)->notes, u"On call: ops"_s);
    }

    void tooLongNotesCannotBeSaved()
    {
        NotesView view(u"this host"_s);
        view.resize(600, 400);
        view.show();
        QSignalSpy wanted(&view, &NotesView::saveWanted);
        button(view, u"Write notes"_s)->click();
        auto *editor = view.findChild<QPlainTextEdit *>(u"notesEdit"_s);
        editor->setPlainText(QString(100'001, u'x'));
        QVERIFY(!view.findChild<QAbstractButton *>(u"saveNotesButton"_s)->isEnabled());
        QTest::keySequence(editor, QKeySequence::Save);
        QCOMPARE(wanted.count(), 0);
        editor->setPlainText(QString(100'000, u'x'));
        QVERIFY(view.findChild<QAbstractButton *>(u"saveNotesButton"_s)->isEnabled());
    }

    void whatIsTypedSurvivesAChangeFromElsewhere()
    {
        NotesView view(u"this host"_s);
        view.resize(600, 400);
        view.setNotes(u"old"_s);
        view.show();
        view.findChild<QAbstractButton *>(u"editNotesButton"_s)->click();
        auto *editor = view.findChild<QPlainTextEdit *>(u"notesEdit"_s);
        editor->setPlainText(u"mine"_s);
        view.setNotes(u"theirs"_s);
        QCOMPARE(editor->toPlainText(), u"mine"_s);
        QVERIFY(view.isEditing());
        view.findChild<QAbstractButton *>(u"cancelNotesButton"_s)->click();
        QCOMPARE(view.view()->toPlainText(), u"theirs"_s);
    }

private:
    static QAbstractButton *button(QWidget &root, const QString &text)
    {
        for (QAbstractButton *each : root.findChildren<QAbstractButton *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    std::unique_ptr<widgets::Theme> m_theme;
};

} // namespace aiops::myspace

QTEST_MAIN(aiops::myspace::TestMySpaceNotes)
#include "tst_myspacenotes.moc"
