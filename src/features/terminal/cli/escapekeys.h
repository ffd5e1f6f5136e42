#pragma once

#include <QByteArray>

namespace aiops::terminal {

/// Keys of the local side of an interactive shell, as in ssh: "~." at the start of a line leaves, "~~" types "~".
class EscapeKeys final
{
public:
    struct Outcome
    {
        QByteArray bytes; ///< for the server
        bool leave = false;
    };
    Outcome filter(const QByteArray &typed);

private:
    enum class State { LineStart, Tilde, Inside };
    State m_state = State::LineStart;
};

} // namespace aiops::terminal
