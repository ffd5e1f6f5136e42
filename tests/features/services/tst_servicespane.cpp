#include "features/services/gui/servicesmodel.h"
#include "features/services/gui/servicespane.h"
#include "features/services/opentunnels.h"
#include "shell/navigator.h"
#include "widgets/theme.h"

#include "features/services/webserver.h"
#include "support/controls.h"
#include "support/sshdesk.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QUrl>

using namespace aiops;
using namespace aiops::services;
using namespace Qt::StringLiterals;
using test::finished;
using test::openDialog;

class TestServicesPane final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_theme = std::make_unique<widgets::Theme>();
        QVERIFY(m_server.start({}));
        QVERIFY(m_desk.open(m_server));
        QVERIFY(m_web.listen(QHostAddress::LocalHost));
        m_tunnels = std::make_unique<OpenTunnels>(TunnelParts{m_desk.inventory(), *m_desk.services().gatekeeper, *m_desk.services().pool, std::make_shared<test::Refusing>()});
        const QList<CredentialName> names{{CredentialId::create(), u"Admin password"_s}};
        m_window.resize(1000, 600);
        m_pane = new ServicesPane(m_desk.instance().id, {*m_tunnels, m_desk.inventory(), *m_desk.services().gatekeeper, [names] { return names; }},
                                  m_navigator, &m_window);
        m_pane->resize(m_window.size());
        m_pane->setBrowser([this](const QUrl &url) {
            m_opened.append(url);
            return true;
        });
        m_table = m_pane->findChild<QTableView *>(u"serviceTable"_s);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        m_window.show();
    }
    void cleanupTestCase()
    {
        m_tester.reset();
        delete m_pane;
        m_tunnels.reset();
    }

    void anEmptyListSaysWhatItIsFor()
    {
        QVERIFY(!m_table->isVisible());
        QVERIFY(!button(u"openServiceButton"_s)->isVisible());
        QVERIFY(button(u"addServiceButton"_s)->isVisible());
    }

    void aServiceIsAddedWithThePortOfItsKind()
    {
        button(u"addServiceButton"_s)->click();
        auto *dialog = openDialog();
        QVERIFY(dialog);
        auto *kind = dialog->findChild<QComboBox *>(u"kindCombo"_s);
        auto *port = dialog->findChild<QSpinBox *>(u"portSpin"_s);
        kind->setCurrentIndex(kind->findData(u"postgres"_s));
        QCOMPARE(port->value(), 5432);
        QVERIFY(!dialog->findChild<QLineEdit *>(u"pathEdit"_s)->isVisible());
        kind->setCurrentIndex(kind->findData(u"http"_s));
        QCOMPARE(port->value(), 80);
        port->setValue(m_web.serverPort());
        kind->setCurrentIndex(kind->findData(u"https"_s));
        QCOMPARE(port->value(), int(m_web.serverPort())); // typed ones stay
        kind->setCurrentIndex(kind->findData(u"http"_s));
        dialog->findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"Admin"_s);
        dialog->findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"admin"_s);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QCOMPARE(cell(0, 0), u"Admin"_s);
        QCOMPARE(cell(0, 3), u"/admin"_s);
        QVERIFY(m_table->isVisible());
    }

    void openingItStartsTheBrowserAndShowsTheTunnel()
    {
        QVERIFY(button(u"openServiceButton"_s)->isEnabled());
        button(u"openServiceButton"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_opened.size(), 1, 20'000);
        const QUrl url = m_opened.first();
        QCOMPARE(url.path(), u"/admin"_s);
        QCOMPARE(test::fetch(quint16(url.port()), "/admin"), "GET /admin HTTP/1.1"_ba);
        QTRY_VERIFY(cell(0, 5).startsWith(u"127.0.0.1:%1, "_s.arg(url.port())));
        QTRY_VERIFY(!cell(0, 5).contains(u" 0 bytes in"_s));
        QVERIFY(button(u"closeTunnelButton"_s)->isVisible());
        button(u"closeTunnelButton"_s)->click();
        QTRY_COMPARE(cell(0, 5), QString());
        QVERIFY(!button(u"closeTunnelButton"_s)->isVisible());
    }

    void removingItCanBeUndone()
    {
        QSignalSpy toast(&m_navigator, &shell::Navigator::toastRequested);
        button(u"removeServiceButton"_s)->click();
        QTRY_COMPARE(m_table->model()->rowCount(), 0);
        QTRY_COMPARE(toast.count(), 1);
        toast.first().at(2).value<std::function<void()>>()();
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QCOMPARE(cell(0, 0), u"Admin"_s);
    }

    void everyControlHasANameForEverybody()
    {
        test::checkButtonNames(*m_pane);
        QVERIFY(!m_table->accessibleName().isEmpty());
    }

private:
    QPushButton *button(const QString &name) { return m_controls.button(name); }
    QString cell(int row, int column) { return m_table->model()->index(row, column).data().toString(); }

    std::unique_ptr<widgets::Theme> m_theme;
    test::SshServer m_server;
    test::SshDesk m_desk;
    test::WebServer m_web;
    shell::Navigator m_navigator;
    std::unique_ptr<OpenTunnels> m_tunnels;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QWidget m_window;
    ServicesPane *m_pane = nullptr;
    const test::Controls m_controls{[this] { return m_pane; }};
    QTableView *m_table = nullptr;
    QList<QUrl> m_opened;
};

QTEST_MAIN(TestServicesPane)
#include "tst_servicespane.moc"
