#include "features/myspace/aggregate.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace aiops::myspace;
using namespace Qt::StringLiterals;

namespace {

Member member(double cpu, Member::Reach reach = Member::Unknown)
{
    return {reach, {cpu, kUnknown, kUnknown}};
}

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

} // namespace

class TestAggregate final : public QObject
{
    Q_OBJECT

private slots:
    void projectsAreCounted_data()
    {
        QTest::addColumn<QList<Member>>("members");
        QTest::addColumn<QString>("average");
        QTest::addColumn<QString>("over");
        QTest::addColumn<QString>("up");
        const double inf = std::numeric_limits<double>::infinity();
        QTest::newRow("empty") << QList<Member>{} << u"No data"_s << u"over 0 of 0 reporting"_s << u"0/0/0"_s;
        QTest::newRow("all report") << QList{member(30), member(50)} << u"40%"_s << u"over 2 of 2 reporting"_s << u"2/0/0"_s;
        QTest::newRow("one is silent") << QList{member(30), member(50), member(kUnknown, Member::Up)} << u"40%"_s
                                       << u"over 2 of 3 reporting"_s << u"3/0/0"_s;
        QTest::newRow("one is down") << QList{member(30), member(kUnknown, Member::Down)} << u"30%"_s << u"over 1 of 2 reporting"_s << u"1/1/0"_s;
        QTest::newRow("all are silent") << QList{member(kUnknown), member(kUnknown)} << u"No data"_s << u"over 0 of 2 reporting"_s << u"0/0/2"_s;
        QTest::newRow("zero is a value") << QList{member(0)} << u"0%"_s << u"over 1 of 1 reporting"_s << u"1/0/0"_s;
        QTest::newRow("nonsense does not count") << QList{member(inf), member(-1), member(101), member(20)} << u"20%"_s
                                                 << u"over 1 of 4 reporting"_s << u"1/0/3"_s;
        QTest::newRow("who reports is up") << QList{member(20, Member::Down)} << u"20%"_s << u"over 1 of 1 reporting"_s << u"1/0/0"_s;
    }
    void projectsAreCounted()
    {
        QFETCH(QList<Member>, members);
        const Aggregate all = aggregate(members);
        QTEST(percentOf(all.shares[0].average), "average");
        QTEST(overText(all.shares[0].reporting, all.shares[0].total), "over");
        QTEST(u"%1/%2/%3"_s.arg(all.up).arg(all.down).arg(all.unknown), "up");
        QVERIFY(!all.shares[1].average);
    }

    void aHostInTwoProjectsCountsInBoth()
    {
        const Member shared = member(80, Member::Up);
        const Aggregate a = aggregate({shared, member(20)}), b = aggregate({shared});
        QCOMPARE(*a.shares[0].average, 50.0);
        QCOMPARE(*b.shares[0].average, 80.0);
        QCOMPARE(a.total + b.total, 3);
    }

    void theRulesHoldForAnyHosts()
    {
        std::mt19937 random(11);
        const auto pick = [&random](int below) { return std::uniform_int_distribution<int>(0, below - 1)(random); };
        const std::array<double, 6> odd{kUnknown, -5, 250, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), -0.0};
        for (int round = 0; round < 3000; ++round) {
            QList<Member> members;
            for (int i = pick(20); i > 0; --i) {
                Member one{Member::Reach(pick(3)), {}};
                for (double &value : one.percent)
                    value = pick(3) == 0 ? odd[std::size_t(pick(6))] : pick(10'001) / 100.0;
                members.append(one);
            }
            const Aggregate all = aggregate(members);
            QCOMPARE(all.up + all.down + all.unknown, all.total);
            QCOMPARE_LE(all.reporting, all.up);
            for (const Share &share : all.shares) {
                QCOMPARE_LE(share.reporting, all.reporting);
                QCOMPARE(share.average.has_value(), share.reporting > 0);
                QCOMPARE(share.maximum.has_value(), share.reporting > 0);
                if (share.average)
                    QVERIFY(std::isfinite(*share.average) && *share.average >= 0 && *share.average <= *share.maximum + 1e-9 && *share.maximum <= 100);
            }
            QList<Member> withSilent = members;
            withSilent.append(member(kUnknown));
            QCOMPARE(aggregate(withSilent).shares[0].average, all.shares[0].average);
            std::ranges::shuffle(withSilent, random);
            QCOMPARE(aggregate(withSilent).shares[0].reporting, all.shares[0].reporting);
        }
    }

    void averagesOverTimeEndTogether()
    {
        const QList<float> average = averageOf({{10, 20, kNone, 40}, {60, kNone}, {}});
        QCOMPARE(average.size(), 4);
        QCOMPARE(average[0], 10.0F);
        QCOMPARE(average[1], 20.0F);
        QCOMPARE(average[2], 60.0F);
        QCOMPARE(average[3], 40.0F);
        QVERIFY(averageOf({}).isEmpty());
        QVERIFY(std::isnan(averageOf({{kNone}, {kNone}}).first()));
    }

    void changes_data()
    {
        QTest::addColumn<QList<float>>("series");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << QList<float>{} << QString();
        QTest::newRow("one value") << QList<float>{kNone, 5, kNone} << QString();
        QTest::newRow("up") << QList<float>{kNone, 5, 90, 9, kNone} << u"+4 points"_s;
        QTest::newRow("down") << QList<float>{9, 8} << u"\u22121 point"_s;
        QTest::newRow("even") << QList<float>{9, 9.2F} << u"0 points"_s;
    }
    void changes()
    {
        QFETCH(QList<float>, series);
        QTEST(changeText(changeOf(series)), "text");
    }
};

QTEST_GUILESS_MAIN(TestAggregate)
#include "tst_aggregate.moc"
