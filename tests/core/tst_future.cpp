#include "core/future.h"

#include <QSignalSpy>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

namespace {

Future<int> doubled(Future<int> input)
{
    const Result<int> value = co_await input;
    if (!value)
        co_return std::unexpected(value.error());
    co_return *value * 2;
}

} // namespace

class TestFuture final : public QObject
{
    Q_OBJECT

private slots:
    void aResultIsDeliveredOnce()
    {
        int calls = 0;
        deliver(ready<int>(42), this, [&](const Result<int> &result) {
            ++calls;
            QCOMPARE(*result, 42);
        });
        QTRY_COMPARE(calls, 1);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(calls, 1);
    }

    void aDroppedPromiseIsDeliveredAsCancelled()
    {
        std::optional<Errc> code;
        {
            QPromise<Result<int>> promise;
            promise.start();
            deliver(promise.future(), this, [&](const Result<int> &result) { code = result.error().code; });
        }
        QTRY_VERIFY(code.has_value());
        QCOMPARE(*code, Errc::Cancelled);
    }

    void nothingIsDeliveredToADeadContext()
    {
        bool called = false;
        QPromise<Result<int>> promise;
        promise.start();
        auto *context = new QObject;
        deliver(promise.future(), context, [&](const Result<int> &) { called = true; });
        delete context;
        promise.addResult(1);
        promise.finish();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void aCoroutineAwaitsAndReturns()
    {
        QPromise<Result<int>> promise;
        promise.start();
        const Future<int> future = doubled(promise.future());
        QVERIFY(!future.isFinished());
        promise.addResult(21);
        promise.finish();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(*future.result(), 42);
    }

    void aCoroutineSeesADroppedPromiseAsCancelled()
    {
        Future<int> future;
        {
            QPromise<Result<int>> promise;
            promise.start();
            future = doubled(promise.future());
        }
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, Errc::Cancelled);
    }

    void moveOnlyResultsAreTaken()
    {
        Future<std::unique_ptr<int>> future = ready<std::unique_ptr<int>>(std::make_unique<int>(7));
        int seen = 0;
        deliver(future, this, [&](Result<std::unique_ptr<int>> result) { seen = **result; });
        QTRY_COMPARE(seen, 7);
    }
};

QTEST_GUILESS_MAIN(TestFuture)
#include "tst_future.moc"
