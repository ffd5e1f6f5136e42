#include "features/terminal/outputfilter.h"

#include "features/terminal/controlpolicy.h"

#include <algorithm>
#include <cstring>

namespace aiops::terminal {
namespace {

constexpr char kEscape = 0x1b;
constexpr char kBell = 0x07;
constexpr char kEnquiry = 0x05;
constexpr char kCancel = 0x18;
constexpr char kSubstitute = 0x1a;
constexpr char kDelete = 0x7f;

bool isC0(char byte)
{
    return uchar(byte) < 0x20;
}

/// The length of a plain colour sequence ("ESC[1;32m") at `at`, 0 for anything else. Coloured output has one for every word:
/// looking at each of them byte by byte costs more than showing it.
qsizetype colourAt(const char *at, const char *end)
{
    constexpr qsizetype longest = 24;
    constexpr int mostDigits = 4;
    static_assert(longest / 2 < OutputFilter::kMaxParameters && OutputFilter::kMaxValue > 9999);
    if (end - at < 3 || at[1] != '[')
        return 0;
    const char *const stop = at + std::min<qsizetype>(end - at, longest);
    int digits = 0;
    for (const char *byte = at + 2; byte < stop; ++byte) {
        if (*byte == 'm')
            return byte + 1 - at;
        if (*byte == ';')
            digits = 0;
        else if (*byte < '0' || *byte > '9' || ++digits > mostDigits)
            return 0;
    }
    return 0;
}

const char *find(const char *at, const char *end, char byte)
{
    const void *hit = std::memchr(at, byte, size_t(end - at));
    return hit ? static_cast<const char *>(hit) : end;
}

} // namespace

QByteArray OutputFilter::filter(QByteArrayView data)
{
    QByteArray out;
    out.reserve(data.size());
    const char *at = data.begin();
    const char *const end = data.end();
    while (at < end) {
        if (m_state == State::Ground)
            at = plainRun(at, end, out);
        else if (m_state == State::Osc || m_state == State::Ignored)
            at = osc(at, end);
        if (at < end)
            step(*at++, out);
    }
    return out;
}

void OutputFilter::reset()
{
    m_state = State::Ground;
    drop();
}

/// Copies up to the next sequence that is more than a colour. ENQ asks for the answerback and is left out.
const char *OutputFilter::plainRun(const char *at, const char *end, QByteArray &out)
{
    const char *escapeAt = find(at, end, kEscape);
    while (const qsizetype colour = colourAt(escapeAt, end))
        escapeAt = find(escapeAt + colour, end, kEscape);
    while (at < escapeAt) {
        const char *const enquiry = find(at, escapeAt, kEnquiry);
        out.append(at, enquiry - at);
        at = enquiry < escapeAt ? enquiry + 1 : escapeAt;
    }
    return escapeAt;
}

void OutputFilter::step(char byte, QByteArray &out)
{
    switch (m_state) {
    case State::Ground: // only ESC stops plainRun()
        return begin(State::Escape, byte);
    case State::Escape:
        return escape(byte, out);
    case State::EscapeIntermediate:
        return escapeIntermediate(byte, out);
    case State::Control:
        return control(byte, out);
    case State::Osc:
    case State::Ignored:
        if (byte == kEscape) {
            m_state = m_state == State::Osc ? State::OscEscape : State::IgnoredEscape;
        } else if (byte == kBell && m_state == State::Osc) {
            m_sequence.append(byte);
            endOsc(out);
        } else {
            reset(); // CAN or SUB
        }
        return;
    case State::OscEscape:
    case State::IgnoredEscape:
        if (byte != '\\') { // the ESC began another sequence and ended this one
            begin(State::Escape, kEscape);
            return escape(byte, out);
        }
        if (m_state == State::IgnoredEscape)
            return reset();
        m_sequence.append("\x1b\\");
        return endOsc(out);
    }
}

void OutputFilter::escape(char byte, QByteArray &out)
{
    if (interrupted(byte, out))
        return;
    m_sequence.append(byte);
    switch (byte) {
    case '[':
        m_state = State::Control;
        return;
    case ']':
        m_state = State::Osc;
        return;
    case 'P': // DCS: images, DECRQSS, XTGETTCAP
    case 'X': // SOS
    case '^': // PM
    case '_': // APC
    case 'k': // screen's title
        drop();
        m_state = State::Ignored;
        return;
    default:
        escapeIntermediate(byte, out);
    }
}

void OutputFilter::escapeIntermediate(char byte, QByteArray &out)
{
    if (m_state == State::EscapeIntermediate) {
        if (interrupted(byte, out))
            return;
        m_sequence.append(byte);
    }
    if (byte >= 0x20 && byte <= 0x2f && m_sequence.size() < 8) {
        m_state = State::EscapeIntermediate;
        return;
    }
    if (byte >= 0x30 && byte <= 0x7e)
        out.append(m_sequence);
    reset();
}

void OutputFilter::control(char byte, QByteArray &out)
{
    if (interrupted(byte, out))
        return;
    if (m_sequence.size() < kMaxControl)
        m_sequence.append(byte);
    else
        m_tooLong = true;
    if (byte < 0x40)
        return;
    if (!m_tooLong && controlAllowed(m_sequence, m_columns))
        out.append(m_sequence);
    reset();
}

/// Collects up to a byte that may end the string. What is too long is swallowed without being kept.
const char *OutputFilter::osc(const char *at, const char *end)
{
    const char *stop = at;
    while (stop < end && *stop != kEscape && *stop != kCancel && *stop != kSubstitute
           && !(*stop == kBell && m_state == State::Osc))
        ++stop;
    if (m_state == State::Osc && !m_tooLong) {
        m_tooLong = m_sequence.size() + (stop - at) > kMaxString;
        if (m_tooLong)
            m_sequence = {};
        else
            m_sequence.append(at, stop - at);
    }
    return stop;
}

void OutputFilter::endOsc(QByteArray &out)
{
    const qsizetype terminator = m_sequence.endsWith(kBell) ? 1 : 2;
    if (!m_tooLong && oscAllowed(QByteArrayView(m_sequence).sliced(2).chopped(terminator)))
        out.append(m_sequence);
    reset();
}

/// What ends or interleaves a sequence that has not reached its final byte (as a VT does: C0 controls are carried out
/// at once, CAN and SUB cancel, ESC starts anew, a byte of UTF-8 text ends it).
bool OutputFilter::interrupted(char byte, QByteArray &out)
{
    if (byte == kEscape) {
        begin(State::Escape, byte);
        return true;
    }
    if (byte == kCancel || byte == kSubstitute) {
        reset();
        return true;
    }
    if (isC0(byte)) {
        if (byte != kEnquiry)
            out.append(byte);
        return true;
    }
    if (byte == kDelete)
        return true;
    if (uchar(byte) >= 0x80) {
        reset();
        out.append(byte);
        return true;
    }
    return false;
}

void OutputFilter::begin(State state, char byte)
{
    drop();
    m_state = state;
    m_sequence.append(byte);
}

void OutputFilter::drop()
{
    m_sequence.resize(0);
    m_tooLong = false;
}

} // namespace aiops::terminal
