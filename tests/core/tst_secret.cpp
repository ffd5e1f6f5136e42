#include "core/secret.h"

#include <QTest>

using namespace aiops;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(!std::is_convertible_v<Secret, QByteArray>);

class TestSecret final : public QObject
{
    Q_OBJECT

private slots:
    void theSourceIsWipedOnTakeOver()
    {
        QByteArray source("hunter2 hunter2 hunter2");
        source.detach();
        const Secret secret(std::move(source));
        QVERIFY(source.isEmpty());
        QCOMPARE(secret.reveal(), QByteArrayView("hunter2 hunter2 hunter2"));
    }

    void movingLeavesNothingBehind()
    {
        Secret first = Secret::copyOf("abc");
        const Secret second = std::move(first);
        QVERIFY(first.isEmpty());
        QCOMPARE(second.reveal(), QByteArrayView("abc"));
    }

    void truncatingWipesTheTail()
    {
        Secret secret = Secret::copyOf("abcdef");
        const char *data = secret.data();
        secret.truncate(2);
        QCOMPARE(secret.reveal(), QByteArrayView("ab"));
        QCOMPARE(data[2], '\0');
        QCOMPARE(data[5], '\0');
    }

    void equalityLooksAtEveryByte_data()
    {
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<bool>("equal");
        QTest::newRow("same") << QByteArray("abc") << true;
        QTest::newRow("first differs") << QByteArray("xbc") << false;
        QTest::newRow("last differs") << QByteArray("abx") << false;
        QTest::newRow("shorter") << QByteArray("ab") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void equalityLooksAtEveryByte()
    {
        QFETCH(QByteArray, other);
        QTEST(Secret::copyOf("abc").equals(other), "equal");
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
