#pragma once

#include <QSemaphore>
#include <QThread>
#include <QThreadPool>

#include <openssl/crypto.h>

#include <algorithm>
#include <atomic>

namespace aiops::vault {

/// Runs work(i) for every i below `count` in this thread and in those of Qt's pool that are idle, and returns when all of it
/// is done. Waits for nobody who is not at work on it, so it may be called in the pool.
template <typename F>
void inParallel(qsizetype count, const F &work)
{
    constexpr qsizetype kGrain = 32;
    std::atomic<qsizetype> next = 0;
    QSemaphore done;
    const auto takeTurns = [&] {
        for (qsizetype first = next.fetch_add(kGrain); first < count; first = next.fetch_add(kGrain))
            for (qsizetype i = first; i < std::min(first + kGrain, count); ++i)
                work(i);
    };
    int helpers = 0;
    for (int i = 1; i < QThread::idealThreadCount() && count > kGrain; ++i)
        helpers += QThreadPool::globalInstance()->tryStart([&] {
            takeTurns();
            OPENSSL_thread_stop(); // as in inPool()
            done.release();
        });
    takeTurns();
    done.acquire(helpers);
}

} // namespace aiops::vault
