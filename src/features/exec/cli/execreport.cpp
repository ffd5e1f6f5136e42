#include "features/exec/cli/execreport.h"

#include "core/text.h"
#include "features/exec/statewords.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInterruptedCode = 130;
constexpr qsizetype kNamesShown = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

} // namespace

ExecReport::ExecReport(cli::Context context, std::shared_ptr<Execution> execution) : m_context(std::move(context)), m_execution(std::move(execution))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(100);
    connect(&m_soon, &QTimer::timeout, this, &ExecReport::progress);
}

Future<int> ExecReport::run()
{
    m_promise.start();
    connect(m_execution.get(), &Execution::hostChanged, this, &ExecReport::hostChanged);
    connect(m_execution.get(), &Execution::finished, this, &ExecReport::finish, Qt::QueuedConnection);
    connect(m_context.io, &cli::Io::interrupted, this, &ExecReport::interrupted);
    connect(m_context.io, &QObject::destroyed, this, [this] {
        m_execution->stop();
        leave(kInterruptedCode);
    });
    for (int i = 0; i < m_execution->size(); ++i)
        hostChanged(i);
    if (m_execution->isFinished())
        QMetaObject::invokeMethod(this, &ExecReport::finish, Qt::QueuedConnection);
    return m_promise.future();
}

QJsonObject ExecReport::recordOf(int position) const
{
    const HostResult &host = m_execution->host(position);
    QJsonObject record{{u"event"_s, u"host"_s}, {u"instance"_s, host.target.endpoint.instance.toString()}, {u"name"_s, host.target.name()},
                       {u"state"_s, stateName(host.state)}};
    if (!isEnd(host.state))
        return record;
    record[u"exit"_s] = host.exit ? QJsonValue(*host.exit) : QJsonValue();
    record[u"signal"_s] = host.signal.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(host.signal));
    record[u"error"_s] = host.error.isEmpty() ? QJsonValue() : QJsonValue(host.error);
    record[u"took_ms"_s] = double(host.tookMs);
    record[u"group"_s] = QString::fromLatin1(digestOf(host));
    record[u"output"_s] = m_execution->outputText(position, ssh::Channel::Stream::Output);
    record[u"errors"_s] = m_execution->outputText(position, ssh::Channel::Stream::Error);
    record[u"output_bytes"_s] = double(host.out.bytes());
    record[u"errors_bytes"_s] = double(host.err.bytes());
    record[u"file"_s] = host.file.isEmpty() ? QJsonValue() : QJsonValue(host.file);
    record[u"file_cut"_s] = host.cut.isEmpty() ? QJsonValue() : QJsonValue(host.cut);
    return record;
}

void ExecReport::hostChanged(int position)
{
    if (m_isFinished)
        return;
    if (m_context.arguments.json)
        cli::printRecord(*m_context.io, recordOf(position));
    else if (!m_soon.isActive())
        m_soon.start();
}

/// One line that is written over, at a terminal only.
void ExecReport::progress()
{
    if (m_isFinished || m_context.arguments.quiet || !m_context.io->outIsTerminal())
        return;
    const Counts counts = m_execution->counts();
    const QString line = tr("%1 of %2 done, %3 running, %4 failed").arg(counts.ended()).arg(counts.total()).arg(counts[HostState::Running]).arg(counts.ended() - counts[HostState::Ok]);
    m_context.io->err('\r' + line.leftJustified(m_shownLength).toUtf8());
    m_shownLength = line.size();
}

void ExecReport::interrupted()
{
    if (std::exchange(m_isInterrupted, true))
        return leave(kInterruptedCode);
    m_execution->stop();
}

void ExecReport::finish()
{
    if (m_isFinished)
        return;
    if (m_shownLength > 0)
        m_context.io->err('\r' + QByteArray(m_shownLength, ' ') + '\r');
    if (!m_context.arguments.json)
        printGroups();
    printSummary();
    leave(exitCode());
}

void ExecReport::printGroups()
{
    for (const ResultGroup &group : groupsOf(*m_execution)) {
        const int first = group.positions.first();
        QStringList names;
        for (const int position : group.positions)
            names += shownPlain(m_execution->host(position).target.name(), 200);
        QString head = u"--- %1: %2"_s.arg(namesText(names, kNamesShown), stateWord(group.state));
        if (names.size() > 1)
            head = u"--- %1: %2"_s.arg(tr("%1 hosts").arg(names.size()), stateWord(group.state)) + u"\n    "_s + namesText(names, kNamesShown);
        if (group.exit && *group.exit != 0)
            head.insert(head.indexOf(u'\n') < 0 ? head.size() : head.indexOf(u'\n'), u", "_s + tr("exit %1").arg(*group.exit));
        QString text = head + u'\n';
        if (const QString &error = m_execution->host(first).error; !error.isEmpty())
            text += shownPlain(error, 1000) + u'\n';
        const auto add = [&text](const QString &title, const QString &output) {
            text += output.isEmpty() ? QString() : title + output + (output.endsWith(u'\n') ? QString() : u"\n"_s);
        };
        add({}, m_execution->outputText(first, ssh::Channel::Stream::Output));
        add(tr("[stderr]") + u'\n', m_execution->outputText(first, ssh::Channel::Stream::Error));
        m_context.io->out(text.toUtf8());
    }
}

void ExecReport::printSummary()
{
    const Counts counts = m_execution->counts();
    if (m_context.arguments.json)
        return cli::printRecord(*m_context.io, {{u"event"_s, u"summary"_s}, {u"execution"_s, m_execution->id().toString()}, {u"targets"_s, m_execution->size()},
                                                {u"counts"_s, counts.toJson()}, {u"exit_code"_s, exitCode()}});
    cli::printMessage(*m_context.io, m_context.arguments, countsText(counts) + u'.');
    QSet<QString> hints;
    for (int i = 0; i < m_execution->size(); ++i) {
        if (const QString &cut = m_execution->host(i).cut; !cut.isEmpty())
            cli::printMessage(*m_context.io, m_context.arguments, shownPlain(m_execution->host(i).target.name(), 200) + u": "_s + cut);
        if (const QString &hint = m_execution->host(i).hint; !hint.isEmpty() && hints.size() < 3)
            hints.insert(hint);
    }
    for (const QString &hint : std::as_const(hints))
        cli::printMessage(*m_context.io, m_context.arguments, shownPlain(hint, 500));
}

int ExecReport::exitCode() const
{
    const Counts counts = m_execution->counts();
    const auto all = [&](HostState state) { return counts[state] == counts.total(); };
    if (m_isInterrupted)
        return kInterruptedCode;
    if (!m_execution->refusal().isEmpty())
        return aiops::exitCode(Errc::Denied);
    if (all(HostState::Ok))
        return 0;
    if (counts[HostState::Ok] > 0)
        return aiops::exitCode(Errc::Partial);
    if (counts.outcome() == "stopped"_L1)
        return kInterruptedCode;
    if (counts[HostState::Unreachable] + counts[HostState::TimedOut] == counts.total())
        return aiops::exitCode(Errc::Unreachable);
    return all(HostState::Denied) ? aiops::exitCode(Errc::Denied) : aiops::exitCode(Errc::Failed);
}

void ExecReport::leave(int code)
{
    if (std::exchange(m_isFinished, true))
        return;
    m_execution->disconnect(this);
    disconnect(m_context.io, nullptr, this, nullptr);
    m_promise.addResult(Result<int>(code));
    m_promise.finish();
    deleteLater();
}

QString namesText(const QStringList &names, int most)
{
    if (names.size() <= most)
        return names.join(u", "_s);
    return tr("%1 and %2 more").arg(names.first(most).join(u", "_s)).arg(names.size() - most);
}

} // namespace aiops::exec
