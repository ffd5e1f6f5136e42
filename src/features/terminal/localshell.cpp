#include "features/terminal/localshell.h"

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace aiops::terminal {

namespace {

constexpr qint64 kAtOnce = 32 * 1024; // a flood leaves room for other events
constexpr auto kGrace = std::chrono::milliseconds(100);

/// May be called from one of its own signals; the descriptor may be closed right after.
void drop(std::unique_ptr<QSocketNotifier> &notifier)
{
    if (!notifier)
        return;
    notifier->setEnabled(false);
    notifier.release()->deleteLater();
}

int signalNumber(const QByteArray &name)
{
    return name == "INT" ? SIGINT : name == "TERM" ? SIGTERM : name == "KILL" ? SIGKILL : name == "HUP" ? SIGHUP : name == "QUIT" ? SIGQUIT : 0;
}

} // namespace

LocalShell::LocalShell(std::unique_ptr<ShellProcess> process)
    : m_process(std::move(process)), m_readable(std::make_unique<QSocketNotifier>(m_process->terminal(), QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(m_process->terminal(), QSocketNotifier::Write))
{
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &LocalShell::readSome);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &LocalShell::flush);
    connect(m_process.get(), &ShellProcess::ended, this, [this] {
        if (m_drained)
            return finish();
        // What it wrote last may still be on its way; and a process in the background may keep the other side open for as
        // long as it likes.
        QTimer::singleShot(kGrace, this, [this] {
            m_isOver = true;
            updateReading();
        });
    });
}

void LocalShell::readSome()
{
    char buffer[kAtOnce];
    const qint64 room = qMin(kAtOnce, m_window);
    qint64 filled = 0;
    ssize_t count = 1;
    while (filled < room && (count = ::read(m_process->terminal(), buffer + filled, size_t(room - filled))) > 0)
        filled += count;
    const bool isEmptyNow = count < 0 && (errno == EAGAIN || errno == EINTR);
    m_drained = m_drained || (count <= 0 && !isEmptyNow);
    const bool isEnd = !m_process->isRunning() && (m_drained || (m_isOver && isEmptyNow));
    m_window -= filled;
    updateReading();
    const QPointer self(this);
    if (filled > 0)
        emit received(Stream::Output, QByteArray(buffer, filled));
    if (isEnd && self && m_readable)
        finish();
}

void LocalShell::updateReading()
{
    if (!m_readable)
        return;
    const bool isWanted = m_window > 0 && !m_drained;
    m_readable->setEnabled(isWanted);
    // Nothing announces that there is nothing more.
    if (isWanted && m_isOver)
        QMetaObject::invokeMethod(this, [this] {
            if (m_readable && m_readable->isEnabled())
                readSome();
        }, Qt::QueuedConnection);
}

void LocalShell::finish()
{
    drop(m_readable);
    drop(m_writable);
    emit closed(m_process->exit(), std::nullopt);
}

void LocalShell::consumed(qint64 bytes)
{
    m_window += bytes;
    updateReading();
}

void LocalShell::write(QByteArray data)
{
    if (!m_writable)
        return;
    m_backlog += data;
    if (!m_writable->isEnabled())
        flush();
}

void LocalShell::flush()
{
    while (!m_backlog.isEmpty()) {
        const ssize_t count = ::write(m_process->terminal(), m_backlog.constData(), size_t(m_backlog.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        m_backlog.remove(0, count);
    }
    m_writable->setEnabled(!m_backlog.isEmpty());
    if (m_backlog.isEmpty())
        emit written();
}

void LocalShell::sendEof()
{
    write("\x04");
}

void LocalShell::resize(int columns, int rows)
{
    if (m_process)
        m_process->resize(columns, rows);
}

void LocalShell::sendSignal(const QByteArray &name)
{
    if (const int number = signalNumber(name); number != 0 && m_process)
        m_process->sendSignal(number);
}

void LocalShell::close()
{
    drop(m_readable);
    drop(m_writable);
    m_process.reset();
}

OpenShell localShells()
{
    return [](const ssh::Endpoint &, const ssh::Pty &pty, const std::shared_ptr<ssh::ConnectReport> &) {
        auto process = ShellProcess::start(localShellPlan(), pty);
        if (!process)
            return failed<OpenChannel>(process.error());
        return ready<OpenChannel>(OpenChannel{nullptr, std::make_shared<LocalShell>(*std::move(process))});
    };
}

ssh::Endpoint localEndpoint()
{
    return {.host = {}, .user = {}, .label = QCoreApplication::translate("terminal", "This computer"), .instance = {}};
}

} // namespace aiops::terminal
