#include "vault/rotationage.h"

#include <QTest>
#include <QTimeZone>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kChanged(QDate(2026, 9, 1), QTime(8, 0), QTimeZone::UTC);

CredentialInfo changedThen(int rotationDays = 90)
{
    CredentialInfo info;
    info.rotatedAt = kChanged;
    info.rotationDays = rotationDays;
    return info;
}

} // namespace

class TestRotationAge : public QObject
{
    Q_OBJECT

private slots:
    void theAgeIsSaidInWords_data();
    void theAgeIsSaidInWords();
    void anotherLeadMovesTheBadge();
    void noRotationIsManual();
    void whatHappensGoesBeforeTheAge();
    void aSnoozeEndsByItself();
    void aClockBehindTheChangeIsNotOverdue();
};

void TestRotationAge::theAgeIsSaidInWords_data()
{
    QTest::addColumn<qint64>("secondsAfter");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("badge");
    constexpr qint64 day = 86400;
    QTest::newRow("just changed") << qint64(0) << u"90 d left"_s << false;
    QTest::newRow("day 29") << 29 * day << u"61 d left"_s << false;
    QTest::newRow("a second before day 76") << 76 * day - 1 << u"15 d left"_s << false;
    QTest::newRow("day 76") << 76 * day << u"Due in 14 d"_s << true;
    QTest::newRow("day 81") << 81 * day << u"Due in 9 d"_s << true;
    QTest::newRow("a second before day 90") << 90 * day - 1 << u"Due in 1 d"_s << true;
    QTest::newRow("day 90") << 90 * day << u"Due today"_s << true;
    QTest::newRow("day 91") << 91 * day << u"Overdue 1 d"_s << true;
    QTest::newRow("day 96") << 96 * day << u"Overdue 6 d"_s << true;
}

void TestRotationAge::theAgeIsSaidInWords()
{
    QFETCH(const qint64, secondsAfter);
    const RotationState state = rotationState(changedThen(), kChanged.addSecs(secondsAfter));
    QTEST(state.text(), "text");
    QTEST(state.needsRotation(), "badge");
}

void TestRotationAge::anotherLeadMovesTheBadge()
{
    QCOMPARE(rotationState(changedThen(), kChanged.addDays(76), 7).text(), u"14 d left"_s);
    QCOMPARE(rotationState(changedThen(), kChanged.addDays(76), 30).text(), u"Due in 14 d"_s);
    QCOMPARE(rotationState(changedThen(10), kChanged, 14).text(), u"Due in 10 d"_s);
}

void TestRotationAge::noRotationIsManual()
{
    const RotationState state = rotationState(changedThen(0), kChanged.addDays(1000));
    QCOMPARE(state.text(), u"Manual"_s);
    QCOMPARE(state.name(), u"manual"_s);
    QVERIFY(!state.needsRotation());
}

void TestRotationAge::whatHappensGoesBeforeTheAge()
{
    CredentialInfo info = changedThen();
    const QDateTime late = kChanged.addDays(95);
    info.snoozedUntil = QDateTime(QDate(2026, 12, 24), QTime(12, 0));
    QCOMPARE(rotationState(info, late).text(), u"Snoozed until 24 Dec"_s);
    QVERIFY(!rotationState(info, late).needsRotation());
    const RotationState failed = rotationState(info, late, 14, RotationProgress{.isRunning = false, .done = 2, .failed = 1, .targets = 3});
    QCOMPARE(failed.text(), u"Failed on 1, old one still valid"_s);
    QVERIFY(failed.needsRotation());
    QCOMPARE(rotationState(info, late, 14, RotationProgress{.isRunning = true, .done = 2, .failed = 0, .targets = 3}).text(), u"Rotating, 2 of 3"_s);
    QCOMPARE(rotationState(info, kChanged.addDays(1), 14, RotationProgress{.isRunning = false, .done = 3, .failed = 0, .targets = 3}).value, RotationState::Snoozed);
    info.revokedAt = late;
    QCOMPARE(rotationState(info, late, 14, RotationProgress{.isRunning = true, .done = 0, .failed = 0, .targets = 3}).text(), u"Revoked"_s);
}

void TestRotationAge::aSnoozeEndsByItself()
{
    CredentialInfo info = changedThen();
    info.snoozedUntil = kChanged.addDays(100);
    QCOMPARE(rotationState(info, kChanged.addDays(99)).value, RotationState::Snoozed);
    QCOMPARE(rotationState(info, kChanged.addDays(100)).text(), u"Overdue 10 d"_s);
}

void TestRotationAge::aClockBehindTheChangeIsNotOverdue()
{
    QCOMPARE(rotationState(changedThen(), kChanged.addYears(-10)).value, RotationState::Fine);
}

QTEST_APPLESS_MAIN(TestRotationAge)
#include "tst_rotationage.moc"
