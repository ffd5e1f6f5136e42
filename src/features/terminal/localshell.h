#pragma once

#include "features/terminal/shellprocess.h"
#include "features/terminal/terminalsession.h"

namespace aiops::terminal {

/// A shell of this computer as a channel, so that a terminal treats it as one on a server: the same flow control, no more
/// is read than was consumed plus a window.
class LocalShell final : public ssh::Channel
{
    Q_OBJECT

public:
    static constexpr qint64 kWindow = 1 << 20;

    explicit LocalShell(std::unique_ptr<ShellProcess> process);

    void write(QByteArray data) override;
    qint64 bytesQueued() const override { return m_backlog.size(); }
    void sendEof() override;
    void resize(int columns, int rows) override;
    void sendSignal(const QByteArray &name) override;
    void close() override; ///< ends it, without closed()
    bool isOpen() const override { return m_process && m_process->isRunning(); }
    void consumed(qint64 bytes) override;
    bool isBusy() const { return m_process && m_process->isBusy(); }

private:
    void readSome();
    void flush();
    void updateReading();
    void finish();

    std::unique_ptr<ShellProcess> m_process;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_backlog;
    qint64 m_window = kWindow;
    bool m_drained = false; ///< nobody has the other side open
    bool m_isOver = false;  ///< the shell has ended a while ago
};

/// Opens LocalShells, whatever the endpoint.
OpenShell localShells();
/// The endpoint of this computer: without a host.
ssh::Endpoint localEndpoint();

} // namespace aiops::terminal
