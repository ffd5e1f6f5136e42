#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace aiops::terminal {

/// Takes out of a server's output what a terminal widget must not see (security.md 5.4): window operations, queries
/// whose answer could carry server text, media copy, images, the clipboard, over-long or over-sized sequences.
/// Everything else passes byte for byte. A sequence passes whole or not at all, however the stream is cut.
class OutputFilter final
{
public:
    static constexpr qsizetype kMaxString = 1 << 20; ///< payload of an OSC
    static constexpr qsizetype kMaxControl = 512;    ///< bytes of a CSI
    static constexpr int kMaxParameters = 32;
    static constexpr int kMaxValue = 65'535;

    /// Columns of the terminal: the limit of a repeat count.
    void setColumns(int columns) { m_columns = columns; }
    QByteArray filter(QByteArrayView data);
    /// Forgets a sequence that has begun. For a new connection.
    void reset();

private:
    enum class State { Ground, Escape, EscapeIntermediate, Control, Osc, OscEscape, Ignored, IgnoredEscape };

    const char *plainRun(const char *at, const char *end, QByteArray &out);
    void step(char byte, QByteArray &out);
    void escape(char byte, QByteArray &out);
    void escapeIntermediate(char byte, QByteArray &out);
    void control(char byte, QByteArray &out);
    const char *osc(const char *at, const char *end);
    void endOsc(QByteArray &out);
    bool interrupted(char byte, QByteArray &out);
    void begin(State state, char byte);
    void drop();

    State m_state = State::Ground;
    QByteArray m_sequence;
    bool m_tooLong = false;
    int m_columns = 80;
};

} // namespace aiops::terminal
