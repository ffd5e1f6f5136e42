// bench_terminal PORT KEYFILE FILE RUNS: `cat FILE` in a terminal of ours, from Enter until the last of it was painted.
#include "features/terminal/gui/qtermwidgetview.h"
#include "features/terminal/gui/terminalpane.h"
#include "ssh/client/knownhosts.h"
#include "support/sshserver.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QKeyEvent>
#include <QTimer>

#include <cstdio>

using namespace aiops;
using namespace aiops::terminal;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLimit = 180'000;

class NoAudit final : public AuditSink
{
public:
    void append(AuditEntry) override {}
};

class NoCredentials final : public CredentialSource
{
public:
    Future<Login> login(InstanceId, Purpose, Permit permit) override
    {
        permit.succeeded();
        return ready<Login>(Login{});
    }
};

/// The server of the benchmark has a fresh key.
class TrustingInteraction final : public ssh::Interaction
{
public:
    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion) override { return ready<ssh::HostKeyAnswer>(ssh::HostKeyAnswer::Once); }
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest) override
    {
        return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
    }
};

/// Types the command again and again and takes the times. The shell asks the terminal for the cursor at the end of the
/// file: the answer comes when everything before it was taken in, and the paint after that shows it.
class Measurement final : public QObject
{
public:
    Measurement(TerminalPane &pane, const QString &file, int runs) : m_pane(pane), m_file(file), m_runs(runs)
    {
        connect(&pane.session(), &TerminalSession::stateChanged, this, &Measurement::stateChanged);
        connect(&pane.session(), &TerminalSession::output, this, &Measurement::heard);
        connect(&pane.view(), &TerminalView::typed, this, &Measurement::answered);
        pane.view().focusProxy()->installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && std::exchange(m_isAnswered, false))
            QMetaObject::invokeMethod(this, &Measurement::painted, Qt::QueuedConnection);
        return false;
    }

private:
    void stateChanged()
    {
        if (m_pane.session().state() == TerminalSession::State::Live)
            m_pane.session().type("stty -echo; PS1=; echo re''ady\r");
        else if (!m_pane.session().isRunning())
            fail(m_pane.session().error().text);
    }

    void heard(const QByteArray &data)
    {
        if (m_isReady)
            return;
        m_isReady = m_heard.append(data).contains("ready\r\n");
        if (m_isReady)
            QTimer::singleShot(300, this, &Measurement::start);
    }

    void start()
    {
        m_pane.session().type("cat " + m_file.toUtf8() + "; printf 'the end\\033[6n'; IFS= read -rs -d R");
        QTimer::singleShot(300, this, [this] {
            m_isRunning = true;
            m_timer.start();
            QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s);
            QCoreApplication::sendEvent(m_pane.view().focusProxy(), &enter);
        });
    }

    void answered(const QByteArray &bytes)
    {
        m_isAnswered = m_isRunning && bytes.endsWith('R');
        if (m_isAnswered)
            m_pane.view().focusProxy()->update(); // also when the last piece was painted before its answer left
    }

    void painted()
    {
        m_isRunning = false;
        m_times.append(m_timer.elapsed());
        if (m_times.size() < m_runs)
            return start();
        std::ranges::sort(m_times);
        std::printf("%-32s %-8s %8lld ms\n", "aiops", qPrintable(QFileInfo(m_file).fileName()), m_times.at(m_times.size() / 2));
        QCoreApplication::exit(0);
    }

    static void fail(const QString &text)
    {
        std::fprintf(stderr, "bench_terminal: %s\n", qPrintable(text));
        QCoreApplication::exit(1);
    }

    TerminalPane &m_pane;
    QString m_file;
    int m_runs;
    bool m_isReady = false;
    bool m_isRunning = false;
    bool m_isAnswered = false;
    QByteArray m_heard;
    QElapsedTimer m_timer;
    QList<qint64> m_times;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() != 5) {
        std::fputs("usage: bench_terminal PORT KEYFILE FILE RUNS\n", stderr);
        return 2;
    }
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Dark);
    aiops::test::SshAgent agent;
    if (!agent.start({arguments[2]})) {
        std::fputs("bench_terminal: ssh-agent did not take the key\n", stderr);
        return 1;
    }
    QTemporaryDir folder;
    SystemClock clock;
    team::Gatekeeper gatekeeper(clock, std::make_shared<NoAudit>());
    NoCredentials credentials;
    ssh::KnownHosts knownHosts(folder.filePath(u"known_hosts"_s), {});
    ssh::Pool pool(knownHosts, credentials);
    pool.setOptions({.useAgent = true, .agentSocket = agent.socket()});
    const HostAccess access(pool, gatekeeper, std::make_shared<TrustingInteraction>());
    auto *session = new TerminalSession({u"127.0.0.1"_s, arguments[1].toUShort(), u"tester"_s, u"bench"_s, {}},
                                        [access](ssh::Endpoint endpoint, ssh::Pty pty, std::shared_ptr<ssh::ConnectReport> report) {
                                            return access.shell(std::move(endpoint), std::move(pty), std::move(report));
                                        });
    TerminalPane pane(session, new QTermWidgetView, {});
    pane.resize(1000, 700);
    pane.show();
    Measurement measurement(pane, arguments[3], arguments[4].toInt());
    QTimer::singleShot(kLimit, &app, [] { QCoreApplication::exit(1); });
    pane.reconnect();
    return app.exec();
}
