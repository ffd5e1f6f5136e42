#include "features/forwards/gui/forwarddialog.h"
#include "features/forwards/gui/forwardlist.h"
#include "features/forwards/gui/forwardsmodel.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "widgets/label.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/theme.h"

#include "features/forwards/forwarddesk.h"
#include "support/controls.h"
#include "support/process.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>

using namespace aiops;
using namespace aiops::forwards;
using namespace Qt::StringLiterals;
using test::finished;
using test::openDialog;

/// The list at the side of the terminals and its dialog, with a real sshd.
class TestForwardList final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_theme = std::make_unique<widgets::Theme>();
        QVERIFY(m_server.start({}));
        QVERIFY(m_desk.open(m_server));
        QVERIFY(m_echo.listen(QHostAddress::LocalHost));
        m_port = test::freePort();
        m_parts = std::make_unique<FeatureParts>(m_desk.forwards(), m_desk.desk.inventory(), *m_desk.desk.services().gatekeeper, std::make_shared<test::Refusing>());
        registerFeature(m_registry, m_navigator, *m_parts);
        connect(&m_navigator, &shell::Navigator::runRequested, this, [this](const QString &id, const QString &object) {
            const auto action = std::ranges::find(m_registry.actions(), id, &shell::ActionSpec::id);
            QVERIFY(action != m_registry.actions().end());
            action->runFor(object);
        });
        m_window.resize(260, 400);
        m_pane = new ForwardList(*m_parts, m_navigator, &m_window);
        m_pane->resize(224, 380);
        m_pane->setBrowser([this](const QUrl &url) {
            m_opened.append(url);
            return true;
        });
        m_list = m_pane->findChild<QListView *>(u"forwardList"_s);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_list->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        m_window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_window));
    }
    void cleanupTestCase()
    {
        m_tester.reset();
        delete m_pane;
    }

    void anEmptyListSaysWhatItIsFor()
    {
        QVERIFY(!m_list->isVisible());
        QVERIFY(button(u"firstForwardButton"_s)->isVisible());
    }

    void theDialogSaysWhatItWillDo()
    {
        button(u"firstForwardButton"_s)->click();
        auto *dialog = openDialog();
        QVERIFY(dialog);
        auto *save = dialog->findChild<QPushButton *>(u"saveButton"_s);
        auto *sentence = dialog->findChild<widgets::Label *>(u"sentenceLabel"_s);
        auto *warning = dialog->findChild<widgets::Label *>(u"warningLabel"_s);
        QVERIFY(!save->isEnabled());
        edit(dialog, u"listenEdit"_s)->setText(QString::number(m_port));
        edit(dialog, u"targetEdit"_s)->setText(u"127.0.0.1:%1"_s.arg(m_echo.serverPort()));
        QVERIFY(save->isEnabled());
        QVERIFY2(sentence->text().contains(u"127.0.0.1:%1"_s.arg(m_port)), qPrintable(sentence->text()));
        QVERIFY(!warning->isVisible());
        auto *others = dialog->findChild<QCheckBox *>(u"othersCheck"_s);
        others->click();
        QVERIFY(warning->isVisible());
        others->click();
        QVERIFY(!warning->isVisible());
        edit(dialog, u"targetEdit"_s)->setText(u"127.0.0.1"_s);
        QVERIFY(!save->isEnabled());
        choose(dialog, u"SOCKS proxy"_s);
        QVERIFY(save->isEnabled());
        QVERIFY(!edit(dialog, u"targetEdit"_s)->isVisible());
        choose(dialog, u"Local"_s);
        edit(dialog, u"targetEdit"_s)->setText(u"127.0.0.1:%1"_s.arg(m_echo.serverPort()));
        auto *instance = dialog->findChild<QComboBox *>(u"instanceCombo"_s);
        instance->setCurrentIndex(instance->findText(u"web-1"_s));
        save->click();
        QTRY_COMPARE(m_list->model()->rowCount(), 1);
        QVERIFY(m_list->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Listening, 20'000); // adding starts it
    }

    void theKeyboardStopsAndStartsIt()
    {
        m_list->setCurrentIndex(m_list->model()->index(0, 0));
        QTest::keyClick(m_list, Qt::Key_Space);
        QCOMPARE(state(), State::Stopped);
        QTest::keyClick(m_list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Listening, 20'000);
        QTest::keySequence(m_list, QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(), u"127.0.0.1:%1"_s.arg(m_port));
    }

    void theButtonOfTheRowStopsIt()
    {
        const QRect row = m_list->visualRect(m_list->model()->index(0, 0));
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, QPoint(row.right() - 15, row.center().y()));
        QCOMPARE(state(), State::Stopped);
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, QPoint(row.right() - 15, row.center().y()));
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Listening, 20'000);
    }

    void theRowTellsWhatGoesThrough()
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        socket.write(QByteArray(3000, 'x'));
        QTRY_COMPARE_WITH_TIMEOUT(socket.bytesAvailable(), 3000, 20'000);
        const auto text = [this] { return m_list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(); };
        QTRY_VERIFY2(text().contains(u"2.9 KiB in"_s) || text().contains(u"2.9 kB in"_s), qPrintable(text()));
    }

    void theMenuOpensItInTheBrowser()
    {
        m_list->customContextMenuRequested(m_list->visualRect(m_list->model()->index(0, 0)).center());
        auto *menu = m_pane->findChild<QMenu *>(u"forwardMenu"_s);
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == u"Open in browser"_s)
                action->trigger();
        }
        menu->close();
        QCOMPARE(m_opened.size(), 1);
        QCOMPARE(m_opened.first().toString(), u"http://127.0.0.1:%1/"_s.arg(m_port));
    }

    void aFailureIsShownInTheRow()
    {
        QTest::keyClick(m_list, Qt::Key_Space);
        QCOMPARE(state(), State::Stopped);
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, m_port));
        QSignalSpy problem(&m_navigator, &shell::Navigator::problemRaised);
        QTest::keyClick(m_list, Qt::Key_Space);
        QTRY_COMPARE(problem.count(), 1);
        QCOMPARE(state(), State::Failed);
        QVERIFY(m_list->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains(QString::number(m_port)));
    }

    void editingKeepsWhatItWas()
    {
        QTest::keyClick(m_list, Qt::Key_F2);
        auto *dialog = openDialog();
        QVERIFY(dialog);
        QCOMPARE(edit(dialog, u"listenEdit"_s)->text(), QString::number(m_port));
        edit(dialog, u"nameEdit"_s)->setText(u"echo"_s);
        dialog->findChild<QCheckBox *>(u"autostartCheck"_s)->click();
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        QTRY_VERIFY(m_desk.forwards().list()->first().autostart);
        QCOMPARE(m_desk.forwards().list()->first().name, u"echo"_s);
    }

    void everyControlHasANameForEverybody()
    {
        test::checkButtonNames(*m_pane);
        QVERIFY(!m_list->accessibleName().isEmpty());
    }

    void removingIsAskedFor()
    {
        QTest::keyClick(m_list, Qt::Key_Delete);
        auto *question = openDialog();
        QVERIFY(question);
        QCOMPARE(m_list->model()->rowCount(), 1);
        for (QPushButton *each : question->findChildren<QPushButton *>()) {
            if (each->text() == u"Remove forward"_s)
                each->click();
        }
        QTRY_COMPARE(m_list->model()->rowCount(), 0);
        QVERIFY(!m_list->isVisible());
    }

private:
    QPushButton *button(const QString &name) { return m_controls.button(name); }
    QLineEdit *edit(QWidget *in, const QString &name) { return in->findChild<QLineEdit *>(name); }
    void choose(QWidget *dialog, const QString &text)
    {
        for (QAbstractButton *each : dialog->findChild<widgets::SegmentedControl *>()->findChildren<QAbstractButton *>()) {
            if (each->text() == text)
                each->click();
        }
    }
    State state() { return m_desk.forwards().condition(m_desk.forwards().list()->first().id).state; }

    std::unique_ptr<widgets::Theme> m_theme;
    test::SshServer m_server;
    test::ForwardDesk m_desk;
    test::TcpEcho m_echo;
    shell::Registry m_registry;
    shell::Navigator m_navigator;
    std::unique_ptr<FeatureParts> m_parts;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QWidget m_window;
    ForwardList *m_pane = nullptr;
    const test::Controls m_controls{[this] { return m_pane; }};
    QListView *m_list = nullptr;
    QList<QUrl> m_opened;
    quint16 m_port = 0;
};

QTEST_MAIN(TestForwardList)
#include "tst_forwardlist.moc"
