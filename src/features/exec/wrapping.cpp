#include "features/exec/wrapping.h"

#include <QRandomGenerator>

namespace aiops::exec {

namespace {

constexpr qsizetype kMostHeld = 64 * 1024; ///< what a login shell may print before it does as it was told

QByteArray randomWord()
{
    std::array<quint32, 4> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return "aiops-" + QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

/// A process group can be signalled only when this shell leads one, as OpenSSH sees to; elsewhere the number would be of
/// somebody else.
QByteArray announce(const QByteArray &marker)
{
    return "if kill -0 -$$ 2>/dev/null;then echo \"" + marker + " $$ 1\";else echo \"" + marker + " $$ 0\";fi>&2;";
}

/// Reads the variables, goes into the folder ($2) and becomes the command ($1).
QByteArray becomeCommand(const Request &request)
{
    QByteArray script;
    for (const Variable &variable : request.variables) {
        const QByteArray name = variable.name.toLatin1();
        script += "IFS= read -r " + name + ";export " + name + ';';
    }
    if (!request.directory.isEmpty())
        script += "case \"$2\" in \"~\")cd;;\"~/\"*)cd -- \"$HOME/${2#??}\";;*)cd -- \"$2\";;esac||exit 1;";
    return script + "exec \"${SHELL:-/bin/sh}\" -c \"$1\"";
}

} // namespace

Markers Markers::fresh()
{
    return {randomWord(), randomWord(), randomWord()};
}

QByteArray shellQuoted(const QByteArray &text)
{
    return '\'' + QByteArray(text).replace("'", "'\\''") + '\'';
}

QByteArray wrappedCommand(const Request &request, const Markers &markers)
{
    const QByteArray words = " sh " + shellQuoted(request.command.toUtf8()) + ' ' + shellQuoted(request.directory.toUtf8());
    const QByteArray inner = announce(markers.start) + becomeCommand(request);
    if (!request.useSudo)
        return "exec sh -c " + shellQuoted(inner) + words;
    const QByteArray outer = announce(markers.shell) + "exec sudo -S -p \"" + markers.prompt + "\" -- sh -c \"$3\" sh \"$1\" \"$2\"";
    return "exec sh -c " + shellQuoted(outer) + words + ' ' + shellQuoted(inner);
}

QByteArray stopCommand(const QList<qint64> &groups, const QByteArray &sudoPrompt)
{
    QByteArray term, look, kill;
    for (const qint64 group : groups) {
        const QByteArray number = " -" + QByteArray::number(group) + " 2>/dev/null";
        term += "kill -TERM" + number + ';';
        look += (look.isEmpty() ? "kill -0" : "||kill -0") + number;
        kill += "kill -KILL" + number + ';';
    }
    const QByteArray script = term + "i=0;while [ $i -lt 8 ]&&{ " + look + ";};do sleep 0.25 2>/dev/null||sleep 1;i=$((i+1));done;" + kill + "exit 0";
    if (sudoPrompt.isEmpty())
        return "exec sh -c " + shellQuoted(script);
    return "exec sudo -S -p \"" + sudoPrompt + "\" -- sh -c " + shellQuoted(script);
}

/// "<marker> 1234 1\n" anywhere in what is held; false while it is not there as a whole.
bool StderrGate::takeLine(const QByteArray &marker)
{
    const qsizetype at = m_held.indexOf(marker + ' ');
    const qsizetype end = at < 0 ? -1 : m_held.indexOf('\n', at);
    if (end < 0)
        return false;
    const QByteArrayList words = m_held.sliced(at, end - at).split(' ');
    const qint64 pid = words.value(1).toLongLong();
    if (words.value(2) == "1" && pid > 1)
        m_groups += pid;
    m_held.remove(at, end + 1 - at);
    return true;
}

QByteArray StderrGate::feed(const QByteArray &bytes)
{
    if (m_isStarted)
        return bytes;
    m_held += bytes;
    if (m_isSudo) {
        const qsizetype shell = m_held.indexOf(m_markers.shell + ' ');
        if (takeLine(m_markers.shell))
            m_sudoFrom = shell;
        for (qsizetype at = m_held.indexOf(m_markers.prompt); at >= 0; at = m_held.indexOf(m_markers.prompt)) {
            m_held.remove(at, m_markers.prompt.size());
            ++m_prompts;
        }
    }
    const qsizetype before = m_held.indexOf(m_markers.start + ' ');
    if (takeLine(m_markers.start)) {
        m_isStarted = true;
        if (m_isSudo)
            m_held.remove(0, before); // sudo's own words to a person who is not there
        return flush();
    }
    if (m_held.size() < kMostHeld)
        return {};
    m_isStarted = true; // no shell that understood: its stdin may begin, and no group is known
    return flush();
}

QByteArray StderrGate::question() const
{
    if (m_isStarted || m_sudoFrom < 0)
        return {};
    const QByteArray said = m_held.sliced(std::max(m_sudoFrom, m_held.lastIndexOf('\n') + 1)).trimmed();
    const bool isMarker = m_markers.prompt.startsWith(said) || m_markers.start.startsWith(said) || said.startsWith(m_markers.start);
    return isMarker ? QByteArray() : said;
}

QByteArray StderrGate::flush()
{
    return std::exchange(m_held, {});
}

} // namespace aiops::exec
