#include "features/terminal/cli/escapekeys.h"

namespace aiops::terminal {

EscapeKeys::Outcome EscapeKeys::filter(const QByteArray &typed)
{
    Outcome outcome;
    for (const char key : typed) {
        if (m_state == State::LineStart && key == '~') {
            m_state = State::Tilde;
            continue;
        }
        if (m_state == State::Tilde) {
            if (key == '.') {
                outcome.leave = true;
                return outcome;
            }
            outcome.bytes.append('~');
            if (key == '~') {
                m_state = State::Inside;
                continue;
            }
        }
        outcome.bytes.append(key);
        m_state = key == '\r' || key == '\n' ? State::LineStart : State::Inside;
    }
    return outcome;
}

} // namespace aiops::terminal
