#pragma once

#include "core/future.h"

#include <QThreadPool>

#include <functional>

namespace aiops::importing {

/// Runs fn(cancelled) -> Result<T> in Qt's pool; cancelling the future makes cancelled() true.
template <typename T, typename F>
Future<T> inWorker(F fn)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, fn = std::move(fn)] {
        promise->addResult(fn([&promise] { return promise->isCanceled(); }));
        promise->finish();
    });
    return promise->future();
}

} // namespace aiops::importing
