#pragma once

#include "core/clock.h"
#include "features/terminal/terminalsession.h"

#include <QTimer>

namespace aiops::terminal {

/// Connects a session again whose link was lost, with growing pauses. Leaves alone what a person or the shell ended,
/// what never came up, and what only a person can mend (sign-in, host key, vault). Main thread.
class Reconnector final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kTries = 10;

    /// `clock` outlives it.
    Reconnector(TerminalSession &session, const Clock &clock, QObject *parent = nullptr);

    int attempt() const { return m_attempt; } ///< 1 to kTries while it tries, else 0
    bool isWaiting() const { return m_timer.isActive(); }
    int secondsLeft() const; ///< until the next attempt
    void stop();
    /// Does not wait any longer.
    void tryNow();
    /// The computer woke, or its network is another: tries now, also when it had given up.
    void hurry();

signals:
    void changed(); ///< also once a second while waiting
    void connectWanted();

private:
    void sessionChanged();
    void schedule();
    void tick();

    TerminalSession &m_session;
    const Clock &m_clock;
    QTimer m_timer;
    std::chrono::milliseconds m_due{};
    int m_attempt = 0;
    int m_shownSeconds = 0;
    bool m_wasLive = false;
    bool m_gaveUp = false; ///< after the last try, not because of a person
};

} // namespace aiops::terminal
