#include "features/sessions/gui/sessionsmodel.h"
#include "features/sessions/gui/sessionspage.h"
#include "shell/dialog.h"
#include "shell/navigator.h"
#include "widgets/theme.h"

#include "ssh/client/engineclient.h"
#include "support/fakeworker.h"
#include "support/sshdesk.h"
#include "widgets/banner.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace aiops;
using namespace aiops::sessions;
using namespace Qt::StringLiterals;
using test::finished;

class TestSessionsPage final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_theme = std::make_unique<widgets::Theme>();
        QVERIFY(m_server.start({}));
        QVERIFY(m_desk.open(m_server));
        m_window.resize(1100, 600);
        m_page = new SessionsPage(*m_desk.services().pool, *m_desk.services().gatekeeper, m_navigator, &m_window);
        m_page->resize(m_window.size());
        m_table = m_page->findChild<QTableView *>(u"sessionTable"_s);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        m_window.show();
    }
    void cleanupTestCase()
    {
        m_tester.reset();
        delete m_page;
    }

    void anEmptyListSaysWhatItIsFor()
    {
        QVERIFY(!m_table->isVisible());
        QVERIFY(!button(u"closeSessionButton"_s)->isEnabled());
    }

    void aConnectionIsListedWithWhoUsesIt()
    {
        m_transport = *m_desk.transport();
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QTRY_VERIFY(m_table->isVisible());
        QCOMPARE(cell(0), u"web-1"_s);
        QVERIFY(cell(2).contains(u"Nobody"_s));
        m_channel = *finished(m_transport->exec("cat"));
        m_page->refresh();
        QVERIFY2(cell(2).contains(u"1"_s), qPrintable(cell(2)));
        QVERIFY(cell(6).contains(u"aes"_s));
        QTest::mouseClick(button(u"copySessionButton"_s), Qt::LeftButton);
        const QString details = QApplication::clipboard()->text();
        QVERIFY2(details.contains(m_server.fingerprint()), qPrintable(details));
        QVERIFY(details.contains(u"not safe from quantum computers"_s));
        QVERIFY(m_page->findChild<QLabel *>(u"sessionDetails"_s)->text().contains(u"curve25519"_s));
    }

    void closingOneInUseIsAskedFirst()
    {
        QSignalSpy closed(m_transport.get(), &ssh::Transport::closed);
        QTest::mouseClick(button(u"closeSessionButton"_s), Qt::LeftButton);
        QCOMPARE(closed.size(), 0);
        auto *dialog = m_page->window()->findChild<shell::Dialog *>();
        QVERIFY(dialog);
        dialog->reject();
        QCOMPARE(m_table->model()->rowCount(), 1);
        QTest::mouseClick(button(u"closeSessionButton"_s), Qt::LeftButton);
        QPushButton *confirm = nullptr;
        QTRY_VERIFY((confirm = m_page->window()->findChild<QPushButton *>(u"confirmButton"_s)));
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTRY_COMPARE(closed.size(), 1);
        QTRY_COMPARE(m_table->model()->rowCount(), 0);
    }

    void aSystemThatDoesNotShutTheWorkersInIsToldOnce()
    {
        using namespace ssh::messages;
        auto *banner = m_page->findChild<widgets::Banner *>();
        QVERIFY(banner && !banner->hasMessage());
        m_transport.reset();
        m_desk.services().pool->setEngine(std::make_shared<ssh::EngineClient>());
        const test::FakeWorker worker(encode(ToClient(Hello{0, kVersion, "system calls"})), test::FakeWorker::Then::Ends);
        QVERIFY(!m_desk.transport());
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->tone(), widgets::Banner::Tone::Warning);
        QVERIFY2(banner->text().contains(u"system calls"_s), qPrintable(banner->text()));
        banner->clear();
        m_page->refresh();
        QVERIFY(!banner->hasMessage());
    }

    void thewayBackIsTheTerminals()
    {
        QSignalSpy opened(&m_navigator, &shell::Navigator::opened);
        QTest::mouseClick(button(u"backToTerminalsButton"_s), Qt::LeftButton);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toString(), u"terminals"_s);
    }

private:
    QPushButton *button(const QString &name) const { return m_page->findChild<QPushButton *>(name); }
    QString cell(int column) const { return m_table->model()->index(0, column).data().toString(); }

    std::unique_ptr<widgets::Theme> m_theme;
    test::SshServer m_server;
    test::SshDesk m_desk;
    shell::Navigator m_navigator;
    QWidget m_window;
    SessionsPage *m_page = nullptr;
    QTableView *m_table = nullptr;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::shared_ptr<ssh::Transport> m_transport;
    std::shared_ptr<ssh::Channel> m_channel;
};

QTEST_MAIN(TestSessionsPage)
#include "tst_sessionspage.moc"
