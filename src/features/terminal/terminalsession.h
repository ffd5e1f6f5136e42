#pragma once

#include "features/terminal/hostaccess.h"
#include "features/terminal/workingfolder.h"

#include <QObject>

namespace aiops::terminal {

/// Opens the shell of a session: HostAccess in the program, a fake in tests.
using OpenShell = std::function<Future<OpenChannel>(ssh::Endpoint, ssh::Pty, std::shared_ptr<ssh::ConnectReport>)>;

/// One shell on a host, from connecting to its end and again. Main thread.
class TerminalSession final : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle,
        Connecting,
        Live,
        Closed, ///< the shell ended
        Lost,   ///< never reached, or the link was cut; error() tells
    };

    TerminalSession(ssh::Endpoint endpoint, OpenShell open, QObject *parent = nullptr);
    ~TerminalSession() override;

    const ssh::Endpoint &endpoint() const { return m_endpoint; }
    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Connecting || m_state == State::Live; }
    ssh::Stage stage() const { return m_stage; }
    const Error &error() const { return m_error; }
    bool hasError() const { return !m_error.text.isEmpty(); }
    bool isLocal() const { return m_endpoint.host.isEmpty(); } ///< a shell of this computer
    /// Something would be lost by closing it. Of a server nobody knows: always while it runs.
    bool isBusy() const;
    bool wasLive() const { return m_wasLive; } ///< since the first start()
    /// Of the last attempt; null before the first one.
    std::shared_ptr<const ssh::ConnectReport> report() const { return m_report; }
    const ssh::ExitState &exit() const { return m_exit; }
    QStringList notices() const; ///< of the open connection: old algorithms, a certificate that ends soon
    QString logText() const; ///< of the last connection, for "Show log"

    /// Connects, also again after the end; after a lost connection in the folder where the shell was, if it told. Does
    /// nothing while running.
    void start();
    void close();
    void type(const QByteArray &bytes);
    void resize(int columns, int rows);
    /// The widget has taken `bytes` of output().
    void shown(qint64 bytes);
    void noteStage(const ssh::Endpoint &endpoint, ssh::Stage stage);

signals:
    void stateChanged();
    void output(const QByteArray &data);

private:
    void opened(int attempt, Result<OpenChannel> result);
    void take(OpenChannel open);
    void ended(const ssh::ExitState &exit, const std::optional<Error> &error);
    void release();
    void setState(State state);

    ssh::Endpoint m_endpoint;
    OpenShell m_open;
    OpenChannel m_channel;
    std::shared_ptr<ssh::ConnectReport> m_report;
    ssh::Pty m_pty;
    WorkingFolder m_folder;
    State m_state = State::Idle;
    ssh::Stage m_stage = ssh::Stage::Resolve;
    Error m_error;
    ssh::ExitState m_exit;
    int m_attempt = 0;
    bool m_wasLive = false;
};

} // namespace aiops::terminal
