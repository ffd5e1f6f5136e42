#include "features/metrics/gui/overviewpane.h"

#include "support/netdataserver.h"
#include "support/tcpdialer.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace aiops;
using namespace aiops::metrics;
using namespace Qt::StringLiterals;

namespace {

QPushButton *shownButton(const QWidget &pane, const QString &text)
{
    for (auto *button : pane.findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

} // namespace

class TestOverviewPane final : public QObject
{
    Q_OBJECT

private slots:
    void chartsShowARealHost_data();
    void chartsShowARealHost();
    void aLockedVaultOffersToUnlock();
    void anUnknownKeyOffersAReview();
    void pausingStopsTheSession();
    void nothingIsReadWhileHidden();

private:
    SystemClock m_clock;
};

void TestOverviewPane::chartsShowARealHost_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("dark") << true;
    QTest::newRow("light") << false;
}

void TestOverviewPane::chartsShowARealHost()
{
    if (!test::NetdataServer::isInstalled())
        QFAIL("Netdata is missing");
    QFETCH(bool, dark);
    widgets::Theme theme;
    theme.setMode(dark ? widgets::Theme::Mode::Dark : widgets::Theme::Mode::Light);
    test::NetdataServer netdata;
    QVERIFY(netdata.start());
    test::TcpDialer dialer;
    dialer.port = netdata.port();
    OverviewPane pane(InstanceId::create(), dialer, m_clock);
    pane.session().setRange(900);
    pane.resize(1120, 760);
    pane.show();
    auto *cpu = pane.findChild<widgets::TimeChart *>(u"cpuChart"_s);
    auto *load = pane.findChild<widgets::TimeChart *>(u"loadChart"_s);
    QVERIFY(cpu && load);
    QTRY_VERIFY_WITH_TIMEOUT(cpu->data().size() >= 4 && load->data().size() >= 1, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(cpu->accessibleDescription().contains(u"user"_s), 15'000);
    QVERIFY(pane.findChild<QLabel *>(u"spanLabel"_s)->text().contains(u" to "_s));
    QTRY_VERIFY_WITH_TIMEOUT(load->setup().threshold, 15'000);
    QCOMPARE(cpu->y(), pane.findChild<widgets::TimeChart *>(u"memoryChart"_s)->y());
    pane.resize(800, 760);
    QTRY_VERIFY(cpu->y() != pane.findChild<widgets::TimeChart *>(u"memoryChart"_s)->y());
    pane.resize(1120, 760);
    if (const QString folder = qEnvironmentVariable("AIOPS_SNAPSHOTS"); !folder.isEmpty()) {
        QCoreApplication::sendPostedEvents();
        QVERIFY(pane.grab().save(folder + (dark ? u"/overview-dark.png"_s : u"/overview-light.png"_s)));
    }
}

void TestOverviewPane::aLockedVaultOffersToUnlock()
{
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Dark);
    test::TcpDialer dialer;
    dialer.failure = Error{Errc::VaultLocked, u"locked"_s};
    OverviewPane pane(InstanceId::create(), dialer, m_clock);
    pane.resize(1000, 600);
    pane.show();
    QSignalSpy wanted(&pane, &OverviewPane::unlockWanted);
    QTRY_VERIFY(shownButton(pane, u"Unlock vault"_s));
    shownButton(pane, u"Unlock vault"_s)->click();
    QCOMPARE(wanted.size(), 1);
    if (const QString folder = qEnvironmentVariable("AIOPS_SNAPSHOTS"); !folder.isEmpty())
        QVERIFY(pane.grab().save(folder + u"/overview-locked.png"_s));
}

void TestOverviewPane::anUnknownKeyOffersAReview()
{
    widgets::Theme theme;
    test::TcpDialer dialer;
    dialer.failure = Error{Errc::HostKeyUnknown, u"unknown"_s};
    OverviewPane pane(InstanceId::create(), dialer, m_clock);
    pane.show();
    QSignalSpy wanted(&pane, &OverviewPane::connectWanted);
    QTRY_VERIFY(shownButton(pane, u"Review host key"_s));
    shownButton(pane, u"Review host key"_s)->click();
    QCOMPARE(wanted.size(), 1);
}

void TestOverviewPane::pausingStopsTheSession()
{
    widgets::Theme theme;
    test::TcpDialer dialer;
    dialer.failure = Error{Errc::Unreachable, u"away"_s};
    OverviewPane pane(InstanceId::create(), dialer, m_clock);
    pane.show();
    QCOMPARE(pane.session().state().kind, SessionState::Unreachable);
    auto *live = pane.findChild<QPushButton *>(u"liveButton"_s);
    live->click();
    QCOMPARE(pane.session().state().kind, SessionState::Idle);
    QCOMPARE(live->text(), u"Paused"_s);
    live->click();
    QCOMPARE(dialer.dials, 2);
}

void TestOverviewPane::nothingIsReadWhileHidden()
{
    widgets::Theme theme;
    test::TcpDialer dialer;
    dialer.failure = Error{Errc::Unreachable, u"away"_s};
    OverviewPane pane(InstanceId::create(), dialer, m_clock);
    QCOMPARE(dialer.dials, 0);
    pane.show();
    QCOMPARE(dialer.dials, 1);
}

QTEST_MAIN(TestOverviewPane)
#include "tst_overviewpane.moc"
