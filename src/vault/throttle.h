#pragma once

#include <QDateTime>

#include <chrono>

namespace aiops::vault {

/// Waiting times after wrong passphrases: 0, 0, 0, 5, 15, then 60 s (security.md 3.6). Kept in the database, so that a
/// restart does not reset it.
struct Throttle
{
    int failures = 0;
    QDateTime lastFailure; ///< UTC

    /// How long the next attempt has to wait at `now`. A clock set back does not shorten it; it never exceeds the step.
    std::chrono::seconds remaining(const QDateTime &now) const;
    /// Wrong ones that may still follow before the longest wait.
    int triesBeforeTheLongWait() const { return qMax(0, 5 - failures); }
    void fail(const QDateTime &now)
    {
        ++failures;
        lastFailure = now;
    }
};

/// Wrong passphrases in a row since this program was started; after ten it has to be started again (security.md 3.6).
class TriesOfThisStart final
{
public:
    static constexpr int most = 10;

    void note(bool right) { m_wrong = right ? 0 : m_wrong + 1; }
    bool areUsedUp() const { return m_wrong >= most; }

private:
    int m_wrong = 0;
};

} // namespace aiops::vault
