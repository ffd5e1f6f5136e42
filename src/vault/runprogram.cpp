#include "vault/runprogram.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

const QStringList &usualVariables()
{
    static const QStringList names{u"PATH"_s, u"HOME"_s, u"USER"_s, u"LOGNAME"_s, u"LANG"_s, u"LC_*"_s, u"TZ"_s, u"TMPDIR"_s, u"XDG_*"_s,
                                   u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"XAUTHORITY"_s, u"DBUS_SESSION_BUS_ADDRESS"_s, u"GNUPGHOME"_s,
                                   u"SSH_AUTH_SOCK"_s, u"SYSTEMROOT"_s, u"USERPROFILE"_s, u"APPDATA"_s, u"LOCALAPPDATA"_s, u"TEMP"_s};
    return names;
}

bool isNamed(const QString &variable, const QStringList &names)
{
    return std::ranges::any_of(names, [&variable](const QString &name) {
        return name.endsWith(u'*') ? variable.startsWith(QStringView(name).chopped(1)) : variable == name;
    });
}

/// One run; deletes itself when it ended.
class ProgramRun final : public QObject
{
public:
    explicit ProgramRun(ProgramCall call) : QObject(QCoreApplication::instance()), m_call(std::move(call)), m_output(Secret::zeroed(m_call.mostOutput))
    {
        m_promise.start();
    }
    ~ProgramRun() override { answer(std::unexpected(cancelledError())); }

    Future<Secret> future() const { return m_promise.future(); }

    void start(const QString &path)
    {
        m_process.setProgram(path);
        m_process.setArguments(m_call.arguments);
        m_process.setProcessEnvironment(m_call.environment);
        m_process.setStandardErrorFile(QProcess::nullDevice());
        if (!m_call.input)
            m_process.setStandardInputFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
        m_process.setUnixProcessParameters(QProcess::UnixProcessFlag::CreateNewSession); // no terminal to ask at, and one group to end
#endif
        connect(&m_process, &QProcess::started, this, &ProgramRun::writeInput);
        connect(&m_process, &QProcess::readyReadStandardOutput, this, &ProgramRun::read);
        connect(&m_process, &QProcess::errorOccurred, this, &ProgramRun::fail);
        connect(&m_process, &QProcess::finished, this, &ProgramRun::finish);
        QTimer::singleShot(m_call.timeout, this, [this] {
            end({.code = Errc::TimedOut, .text = tr("%1 did not answer within %2 s.").arg(name()).arg(std::chrono::ceil<std::chrono::seconds>(m_call.timeout).count())});
        });
        m_process.start();
        m_pid = m_process.processId();
    }

private:
    QString name() const { return shownPlain(QFileInfo(m_call.program).fileName(), 60); }

    void writeInput()
    {
        if (!m_call.input)
            return;
        m_process.write(m_call.input->reveal().data(), m_call.input->size());
        m_process.closeWriteChannel();
    }

    void read()
    {
        while (!m_isAnswered && m_process.bytesAvailable() > 0) {
            const qint64 got = m_process.read(m_output.data() + m_size, m_output.size() - m_size);
            m_size += qMax<qint64>(0, got);
            if (m_size == m_output.size())
                end({.code = Errc::TooLarge, .text = tr("%1 printed more than %2 KiB.").arg(name()).arg(m_output.size() / 1024)});
        }
    }

    void fail(QProcess::ProcessError error)
    {
        if (error == QProcess::FailedToStart)
            end({.code = Errc::Failed, .text = tr("%1 cannot be started.").arg(name()), .detail = m_process.errorString()});
    }

    void finish(int code, QProcess::ExitStatus status)
    {
        read();
        if (status == QProcess::CrashExit || code != 0)
            return end({.code = Errc::Failed, .text = status == QProcess::CrashExit ? tr("%1 was ended from outside.").arg(name())
                                                                                     : tr("%1 ended with the error %2.").arg(name()).arg(code)});
        m_output.truncate(m_size);
        answer(std::move(m_output)); // what it started may go on: 1Password keeps a daemon
        deleteLater();
    }

    void end(const Error &error)
    {
        answer(std::unexpected(error));
        killGroup();
        m_process.kill();
        deleteLater();
    }

    void answer(Result<Secret> result)
    {
        if (std::exchange(m_isAnswered, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    void killGroup()
    {
#ifdef Q_OS_UNIX
        if (const qint64 group = std::exchange(m_pid, 0); group > 0)
            ::kill(-pid_t(group), SIGKILL);
#endif
    }

    ProgramCall m_call;
    QPromise<Result<Secret>> m_promise;
    Secret m_output;
    qsizetype m_size = 0;
    qint64 m_pid = 0;
    bool m_isAnswered = false;
    QProcess m_process;
};

} // namespace

QProcessEnvironment reducedEnvironment(const QStringList &more)
{
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment out;
    for (const QString &name : own.keys())
        if (isNamed(name, usualVariables()) || isNamed(name, more))
            out.insert(name, own.value(name));
    return out;
}

Future<Secret> runProgram(ProgramCall call)
{
    const QString path = QStandardPaths::findExecutable(call.program);
    if (path.isEmpty())
        return failed<Secret>({.code = Errc::NotFound, .text = tr("The program %1 is not on this computer.").arg(shownPlain(call.program, 100)), .detail = {},
                               .hint = tr("Install it, or see that it is on the PATH.")});
    auto *run = new ProgramRun(std::move(call));
    const Future<Secret> future = run->future();
    run->start(path);
    return future;
}

} // namespace aiops::vault
