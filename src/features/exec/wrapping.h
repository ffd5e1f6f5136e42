#pragma once

#include "features/exec/request.h"

namespace aiops::exec {

/// Random words, new for each run, by which the remote shell tells what it does. Nobody else knows them, so output
/// cannot pass for them.
struct Markers
{
    QByteArray shell;  ///< "<shell> PID LEADER": the shell runs, before sudo
    QByteArray start;  ///< "<start> PID LEADER": the command begins, its stdin is read from here on
    QByteArray prompt; ///< sudo asks for a password
    static Markers fresh();
};

QByteArray shellQuoted(const QByteArray &text); ///< for a POSIX shell, one word

/// What the server is asked to run: a shell that says its process number on stderr, reads the variables from stdin, goes
/// into the folder, and becomes the command. Works in dash, bash, busybox and zsh. The command is in no way changed.
QByteArray wrappedCommand(const Request &request, const Markers &markers);
/// Ends a process group: TERM, and KILL two seconds later to what is left of it. With `sudoPrompt` as root.
QByteArray stopCommand(const QList<qint64> &groups, const QByteArray &sudoPrompt = {});

/// Takes the lines with the markers out of stderr.
class StderrGate final
{
public:
    StderrGate(Markers markers, bool isSudo) : m_markers(std::move(markers)), m_isSudo(isSudo) {}

    /// What is the command's own.
    QByteArray feed(const QByteArray &bytes);
    QByteArray flush(); ///< at the end: what was held back
    bool isStarted() const { return m_isStarted; }
    int prompts() const { return m_prompts; } ///< how often sudo asked for its password
    /// What it says without a line end, and which is not its own prompt: it waits for something else. Empty: it does not.
    QByteArray question() const;
    bool saysWrong() const { return m_isSudo && !m_isStarted && m_held.contains("Sorry, try again."); } ///< of the password
    QList<qint64> groups() const { return m_groups; } ///< process groups that a signal reaches

private:
    bool takeLine(const QByteArray &marker);

    const Markers m_markers;
    const bool m_isSudo;
    QByteArray m_held;
    qsizetype m_sudoFrom = -1; ///< in what is held: where sudo's own words begin
    QList<qint64> m_groups;
    int m_prompts = 0;
    bool m_isStarted = false;
};

} // namespace aiops::exec
