#pragma once

#include "cli/io.h"
#include "features/terminal/cli/escapekeys.h"
#include "features/terminal/hostaccess.h"

#include <QObject>

namespace aiops::terminal {

/// Couples a remote command or shell with the streams of a command line, with back-pressure both ways. Deletes itself
/// when the channel has ended. Main thread.
class ChannelBridge final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 kHigh = 1 << 20; ///< queued bytes above which the sender waits

    ChannelBridge(cli::Io &io, OpenChannel open, bool isShell);
    /// The exit code: the remote one, 128 + n after a signal, 130 when interrupted; error Closed when the link was cut.
    Future<int> run();

private:
    void received(ssh::Channel::Stream stream, const QByteArray &data);
    void acknowledge();
    void input(const QByteArray &data);
    void acknowledgeInput();
    void interrupted();
    void leave();
    void finish(Result<int> result);
    Result<int> resultOf(const ssh::ExitState &exit, const std::optional<Error> &error);

    cli::Io &m_io;
    OpenChannel m_open;
    bool m_isShell;
    bool m_interrupted = false;
    bool m_finished = false;
    bool m_left = false;
    qint64 m_unconsumed = 0;
    qint64 m_inputUnconsumed = 0;
    EscapeKeys m_escape;
    QPromise<Result<int>> m_promise;
};

/// Number of a signal's name in RFC 4254 §6.10 ("TERM" -> 15); 0 when unknown.
int signalNumber(const QByteArray &name);

} // namespace aiops::terminal
