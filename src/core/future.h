#pragma once

#include "core/error.h"

#include <QCoreApplication>
#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>

#include <coroutine>
#include <memory>
#include <utility>

namespace aiops {

/// The one contract for what may take longer than a few milliseconds.
template <typename T>
using Future = QFuture<Result<T>>;

inline Error cancelledError()
{
    return Error{Errc::Cancelled, QCoreApplication::translate("aiops", "Cancelled."), {}};
}

/// The result of a finished future. A cancelled or dropped one is an Errc::Cancelled, never an endless wait.
template <typename T>
Result<T> takeResult(Future<T> future)
{
    if (!future.isFinished() || future.resultCount() == 0)
        return std::unexpected(cancelledError());
    if constexpr (std::is_copy_constructible_v<Result<T>>)
        return future.result();
    else
        return future.takeResult();
}

template <typename T>
Future<T> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

template <typename T>
Future<T> failed(Error error)
{
    return ready<T>(std::unexpected(std::move(error)));
}

/// Calls fn(Result<T>) exactly once in the thread of `context`, also when cancelled, and never after it died.
template <typename T, typename F>
void deliver(Future<T> future, QObject *context, F fn)
{
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, fn = std::move(fn)]() mutable {
        watcher->deleteLater();
        fn(takeResult<T>(watcher->future()));
    });
    watcher->setFuture(future);
}

namespace detail {

/// Owns a suspended coroutine; destroys its frame when it will never be resumed.
struct SuspendedCoroutine
{
    std::coroutine_handle<> handle;
    explicit SuspendedCoroutine(std::coroutine_handle<> h) : handle(h) {}
    SuspendedCoroutine(const SuspendedCoroutine &) = delete;
    SuspendedCoroutine &operator=(const SuspendedCoroutine &) = delete;
    ~SuspendedCoroutine()
    {
        if (handle)
            handle.destroy();
    }
    void resume() { std::exchange(handle, nullptr).resume(); }
};

template <typename U>
struct FutureAwaiter
{
    Future<U> future;

    bool await_ready() const { return future.isFinished(); }
    void await_suspend(std::coroutine_handle<> handle)
    {
        auto suspended = std::make_shared<SuspendedCoroutine>(handle);
        // Watchers of the main thread die with the application, so that nothing waits for ever at exit.
        QObject *parent = QCoreApplication::instance();
        if (parent && parent->thread() != QThread::currentThread())
            parent = nullptr;
        auto *watcher = new QFutureWatcher<Result<U>>(parent);
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [watcher, suspended] {
            watcher->deleteLater();
            suspended->resume();
        });
        watcher->setFuture(future);
    }
    Result<U> await_resume() { return takeResult<U>(future); }
};

template <typename T>
struct FuturePromise
{
    QPromise<Result<T>> promise;

    Future<T> get_return_object()
    {
        promise.start();
        return promise.future();
    }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_value(Result<T> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
    void unhandled_exception() { promise.future().cancel(); }
    template <typename U>
    FutureAwaiter<U> await_transform(Future<U> future)
    {
        return FutureAwaiter<U>{std::move(future)};
    }
};

} // namespace detail
} // namespace aiops

/// A function that returns Future<T> may be a coroutine: `co_await` another Future gives its Result, in this thread.
/// Take parameters by value, guard `this` with a QPointer and check it after each co_await.
template <typename T, typename... Args>
struct std::coroutine_traits<QFuture<std::expected<T, aiops::Error>>, Args...>
{
    using promise_type = aiops::detail::FuturePromise<T>;
};
