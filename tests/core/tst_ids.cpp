#include "core/ids.h"

#include <QSet>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

static_assert(!std::is_convertible_v<ProjectId, InstanceId>);

class TestIds final : public QObject
{
    Q_OBJECT

private slots:
    void newIdsAreVersion7AndDistinct()
    {
        QSet<InstanceId> seen;
        for (int i = 0; i < 10'000; ++i) {
            const auto id = InstanceId::create();
            const QString text = id.toString();
            QCOMPARE(text.at(14), u'7');
            QVERIFY(u"89ab"_s.contains(text.at(19)));
            seen.insert(id);
        }
        QCOMPARE(seen.size(), 10'000);
    }

    void theTimeIsInFront()
    {
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const QString text = newUuid().toString(QUuid::WithoutBraces).remove(u'-').left(12);
        const qint64 after = QDateTime::currentMSecsSinceEpoch();
        const qint64 stamp = text.toLongLong(nullptr, 16);
        QVERIFY(stamp >= before && stamp <= after);
    }

    void theyAreInTheOrderOfTheirTexts()
    {
        // Also where QUuid has another order: it looks at the variant first.
        const QStringList texts{u"00000000-0000-0000-0000-000000000000"_s, u"01890000-0000-7000-c000-000000000001"_s,
                                u"01890000-0000-7000-8000-000000000002"_s, u"ff890000-0000-7000-0000-000000000003"_s,
                                u"10890000-0000-7000-b000-000000000004"_s, u"7f890000-0000-7000-e000-000000000005"_s};
        for (const QString &a : texts)
            for (const QString &b : texts) {
                const auto left = InstanceId::parse(a);
                const auto right = InstanceId::parse(b);
                QCOMPARE(left < right, a < b);
                QCOMPARE(left == right, a == b);
            }
    }

    void textThatIsNoUuidIsNull()
    {
        QVERIFY(ProjectId::parse(u"checkout"_s).isNull());
        QVERIFY(ProjectId::parse(QString()).isNull());
        const auto id = ProjectId::create();
        QCOMPARE(ProjectId::parse(id.toString()), id);
    }
};

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
