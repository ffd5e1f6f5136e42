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
