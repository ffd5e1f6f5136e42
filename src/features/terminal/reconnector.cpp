#include "features/terminal/reconnector.h"

namespace aiops::terminal {

using namespace std::chrono_literals;

namespace {

constexpr std::array<std::chrono::seconds, 5> kPauses{1s, 2s, 5s, 10s, 30s};
constexpr auto kTick = 200ms;

bool mayHealByItself(const Error &error)
{
    switch (error.code) {
    case Errc::Unreachable:
    case Errc::TimedOut:
    case Errc::Closed:
    case Errc::Protocol:
        return true;
    default:
        return false;
    }
}

} // namespace

Reconnector::Reconnector(TerminalSession &session, const Clock &clock, QObject *parent)
    : QObject(parent), m_session(session), m_clock(clock)
{
    m_timer.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, &Reconnector::tick);
    connect(&session, &TerminalSession::stateChanged, this, &Reconnector::sessionChanged);
}

int Reconnector::secondsLeft() const
{
    if (!isWaiting())
        return 0;
    return int(qMax<qint64>(0, (m_due - m_clock.sinceBoot()).count() + 999) / 1000);
}

void Reconnector::stop()
{
    m_timer.stop();
    m_attempt = 0;
    m_wasLive = false;
    emit changed();
}

void Reconnector::tryNow()
{
    m_timer.stop();
    emit connectWanted();
}

void Reconnector::hurry()
{
    if (m_gaveUp)
        m_wasLive = true;
    if (isWaiting() || std::exchange(m_gaveUp, false))
        tryNow();
}

void Reconnector::sessionChanged()
{
    using State = TerminalSession::State;
    switch (m_session.state()) {
    case State::Live:
        m_wasLive = true;
        m_gaveUp = false;
        m_attempt = 0;
        break;
    case State::Connecting:
        m_timer.stop();
        break;
    case State::Lost:
        if (m_wasLive && m_session.hasError() && mayHealByItself(m_session.error()) && m_attempt < kTries)
            return schedule();
        m_gaveUp = m_wasLive && m_session.hasError() && mayHealByItself(m_session.error());
        return stop();
    case State::Closed:
        m_gaveUp = false;
        return stop();
    case State::Idle:
        break;
    }
    emit changed();
}

void Reconnector::schedule()
{
    ++m_attempt;
    const size_t step = qMin(size_t(m_attempt), kPauses.size()) - 1;
    m_due = m_clock.sinceBoot() + kPauses.at(step);
    m_timer.start();
    m_shownSeconds = secondsLeft();
    emit changed();
}

void Reconnector::tick()
{
    const int seconds = secondsLeft();
    if (seconds == 0)
        return tryNow();
    if (std::exchange(m_shownSeconds, seconds) != seconds)
        emit changed();
}

} // namespace aiops::terminal
