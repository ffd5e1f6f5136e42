#pragma once

#include <atomic>
#include <memory>

#include <QtTypes>

namespace aiops::vault {

/// How far a long work is, and the wish to end it. Shared by who works and who looks; any thread.
struct Progress
{
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0;
    std::atomic<bool> cancelled = false;
};
using SharedProgress = std::shared_ptr<Progress>;

} // namespace aiops::vault
