#include "features/terminal/workingfolder.h"

#include <algorithm>

namespace aiops::terminal {

namespace {

constexpr qsizetype kLongest = 4096;
constexpr char kEscape = 0x1b;
constexpr char kBell = 0x07;

} // namespace

void WorkingFolder::feed(QByteArrayView output)
{
    for (const char *at = output.begin(); at < output.end(); ++at) {
        switch (m_state) {
        case State::Plain:
            at = std::find(at, output.end(), kEscape);
            if (at == output.end())
                return;
            m_state = State::Escape;
            break;
        case State::Escape:
            m_state = *at == ']' ? State::Sequence : *at == kEscape ? State::Escape : State::Plain;
            m_sequence.clear();
            break;
        case State::Sequence:
            if (*at == kBell || m_sequence.size() > kLongest) {
                take(m_sequence);
                m_state = State::Plain;
            } else if (*at == kEscape) {
                m_state = State::Ending;
            } else {
                m_sequence += *at;
            }
            break;
        case State::Ending:
            if (*at == '\\')
                take(m_sequence);
            m_state = State::Plain;
            break;
        }
    }
}

void WorkingFolder::forget()
{
    m_path.clear();
    m_sequence.clear();
    m_state = State::Plain;
}

void WorkingFolder::take(QByteArrayView sequence)
{
    if (sequence.size() > kLongest)
        return;
    if (sequence.startsWith("7;file://"))
        takeUrl(sequence.sliced(9));
    else if (sequence.startsWith("0;") || sequence.startsWith("2;"))
        takeTitle(sequence.sliced(2));
}

void WorkingFolder::takeUrl(QByteArrayView url)
{
    const qsizetype slash = url.indexOf('/');
    if (slash >= 0)
        note(QByteArray::fromPercentEncoding(url.sliced(slash).toByteArray()));
}

/// Of this login only: another user's or host's shell inside this one is gone when it is lost.
void WorkingFolder::takeTitle(QByteArrayView title)
{
    const qsizetype colon = title.indexOf(':');
    if (colon < 0 || (!m_user.isEmpty() && !title.startsWith(m_user + '@')))
        return;
    note(title.sliced(colon + 1).toByteArray().trimmed());
}

void WorkingFolder::note(const QByteArray &path)
{
    const bool isPath = path.startsWith('/') || path == "~" || path.startsWith("~/");
    const bool isPlain = std::ranges::none_of(path, [](char c) { return uchar(c) < 0x20 || c == 0x7f; });
    const QString text = QString::fromUtf8(path);
    if (isPath && isPlain && text.toUtf8() == path)
        m_path = text;
}

QByteArray shellIn(const QString &path)
{
    QByteArray name = path.toUtf8();
    const bool isHome = name.startsWith('~');
    name = name.sliced(isHome ? 1 : 0);
    if (isHome && name.size() <= 1)
        return "exec $SHELL -l";
    name.replace('\'', "'\\''");
    return QByteArray("cd ") + (isHome ? "~/'" + name.sliced(1) : "'" + name) + "'; exec $SHELL -l";
}

} // namespace aiops::terminal
