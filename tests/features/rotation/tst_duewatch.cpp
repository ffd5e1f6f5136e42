#include "features/rotation/duewatch.h"

#include "vault/vaulthome.h"

#include <QSettings>
#include <QSignalSpy>

using namespace aiops;
using namespace aiops::rotation;
using namespace aiops::vault;
using namespace std::chrono_literals;

class TestDueWatch : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void nothingIsDueAtFirst();
    void eachCredentialIsToldOnceADay();
    void aRestartDoesNotTellAgain();
    void snoozeAndRevokeAreQuiet();
    void theLeadIsASetting();
    void aClockThatJumpsAheadTells();
    void aClockThatIsSetBackDoesNotTellTwice();
    void itLooksByItself();

private:
    QStringList told(DueWatch &watch)
    {
        QStringList names;
        QSignalSpy spy(&watch, &DueWatch::due);
        watch.check();
        for (const QVariantList &call : spy)
            for (const DueItem &item : call.first().value<QList<DueItem>>())
                names += item.credential.name;
        return names;
    }
    std::unique_ptr<vault::Home> m_home;
    std::unique_ptr<QSettings> m_settings;
};

void TestDueWatch::init()
{
    m_home = std::make_unique<vault::Home>();
    m_settings = std::make_unique<QSettings>(m_home->dir.filePath(u"settings.ini"_s), QSettings::IniFormat);
    QVERIFY(m_home->create());
    QVERIFY(m_home->add(u"deploy"_s));
}

void TestDueWatch::cleanup()
{
    m_settings.reset();
    m_home.reset();
}

void TestDueWatch::nothingIsDueAtFirst()
{
    DueWatch watch(*m_home->vault, m_home->clock, *m_settings);
    QVERIFY(told(watch).isEmpty());
    m_home->clock.advance(75 * 24h);
    QVERIFY(told(watch).isEmpty());
    QCOMPARE(dueItems(*m_home->vault, m_home->clock.now(), 14)->size(), 0);
}

void TestDueWatch::eachCredentialIsToldOnceADay()
{
    DueWatch watch(*m_home->vault, m_home->clock, *m_settings);
    m_home->clock.advance(76 * 24h);
    QCOMPARE(told(watch), QStringList{u"deploy"_s});
    QVERIFY(told(watch).isEmpty());
    m_home->clock.advance(1h);
    QVERIFY(told(watch).isEmpty());
    m_home->clock.advance(23h);
    QCOMPARE(told(watch), QStringList{u"deploy"_s});
    QCOMPARE(dueItems(*m_home->vault, m_home->clock.now(), 14)->first().state.text(), u"Due in 13 d"_s);
}

void TestDueWatch::aRestartDoesNotTellAgain()
{
    m_home->clock.advance(80 * 24h);
    {
        DueWatch watch(*m_home->vault, m_home->clock, *m_settings);
        QCOMPARE(told(watch).size(), 1);
    }
    DueWatch again(*m_home->vault, m_home->clock, *m_settings);
    QVERIFY(told(again).isEmpty());
}

void TestDueWatch::snoozeAndRevokeAreQuiet()
{
    m_home->clock.advance(95 * 24h);
    const CredentialId id = m_home->vault->find(u"deploy"_s)->id;
    QVERIFY(finished(m_home->vault->snooze(m_home->permit(team::Action::CredentialEdit), id, m_home->clock.now().addDays(3), u"freeze"_s)));
    DueWatch watch(*m_home->vault, m_home->clock, *m_settings);
    QVERIFY(told(watch).isEmpty());
    m_home->clock.advance(4 * 24h);
    QCOMPARE(told(watch).size(), 1);
    QVERIFY(finished(m_home->vault->revoke(m_home->permit(team::Action::CredentialRevoke), id)));
    m_home->clock.advance(24h);
    QVERIFY(told(watch).isEmpty());
}

void TestDueWatch::theLeadIsASetting()
{
    rotationLeadDays.write(*m_settings, 30);
    DueWatch watch(*m_home->vault, m_home->clock, *m_settings);
    m_home->clock.advance(60 * 24h);
    QCOMPARE(told(watch).size(), 1);
}

void TestDueWatch::aClockThatJumpsAheadTells()
{
    DueWatch watch(*m_home->vault, m_home->clock, *m_settings);
    QVERIFY(told(watch).isEmpty());
    m_home->clock.shiftWall(100 * 24h); // nobody slept for it: somebody set the clock
    QCOMPARE(told(watch).size(), 1);
}

void TestDueWatch::aClockThatIsSetBackDoesNotTellTwice()
{
    DueWatch watch(*m_home->vault, m_home->clock, *m_settings);
    m_home->clock.advance(80 * 24h);
    QCOMPARE(told(watch).size(), 1);
    m_home->clock.shiftWall(-1h);
    QVERIFY(told(watch).isEmpty());
    m_home->clock.shiftWall(-20 * 24h);
    QVERIFY(told(watch).isEmpty()); // not due on that day
    m_home->clock.shiftWall(20 * 24h);
    QVERIFY(told(watch).size() <= 1);
    QVERIFY(told(watch).isEmpty());
}

void TestDueWatch::itLooksByItself()
{
    DueWatch watch(*m_home->vault, m_home->clock, *m_settings);
    QSignalSpy due(&watch, &DueWatch::due);
    QSignalSpy days(&watch, &DueWatch::dayBegan);
    watch.start(10ms);
    QCOMPARE(days.size(), 1);
    m_home->clock.advance(80 * 24h);
    QTRY_COMPARE(due.size(), 1);
    QCOMPARE(days.size(), 2);
}

QTEST_GUILESS_MAIN(TestDueWatch)
#include "tst_duewatch.moc"
