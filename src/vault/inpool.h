#pragma once

#include "core/future.h"

#include <QThreadPool>

#include <openssl/crypto.h>

namespace aiops::vault {

/// Runs fn() -> Result<T> in Qt's pool.
template <typename T, typename F>
Future<T> inPool(F fn)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    Future<T> future = promise->future();
    QThreadPool::globalInstance()->start([promise, fn = std::make_shared<F>(std::move(fn))]() mutable {
        promise->addResult((*fn)());
        fn.reset();
        OPENSSL_thread_stop(); // the generator of this thread would outlive it when the program ends at this moment
        promise->finish();
    });
    return future;
}

} // namespace aiops::vault
