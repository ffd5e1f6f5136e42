#include "features/audit/forwarder.h"

#include "features/audit/forwardlines.h"
#include "features/audit/forwardsender.h"
#include "team/audithead.h"

#include <QJsonDocument>
#include <QSysInfo>

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

const QString kTarget = u"audit.forward"_s;
const QString kPosition = u"audit.forward.position"_s;

} // namespace

Forwarder::Forwarder(team::AuditLog &log, const Pace &pace) : m_log(log), m_pace(pace), m_nextPause(pace.firstPause)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Forwarder::step);
    connect(&log, &team::AuditLog::appended, this, &Forwarder::wake);
}

void Forwarder::start()
{
    const auto target = m_log.value(kTarget);
    const auto position = m_log.value(kPosition);
    if (m_started || !target || !position)
        return;
    m_started = true;
    m_target = ForwardTarget::fromJson(QJsonDocument::fromJson(target->toUtf8()).object());
    m_position = position->toLongLong();
    wake();
}

/// A pause that runs is not cut short by new entries.
void Forwarder::wake()
{
    if (m_started && !m_busy && m_target.kind != ForwardTarget::Off && !m_pause.isActive())
        m_pause.start(0);
}

void Forwarder::step()
{
    if (m_busy || m_target.kind == ForwardTarget::Off)
        return;
    const auto rows = m_log.list({.limit = m_pace.rows, .after = m_position});
    if (!rows || rows->isEmpty())
        return;
    Outgoing out{m_target, {}, m_pace.patience};
    if (m_target.kind == ForwardTarget::Webhook)
        out.messages.append(webhookRequest(m_target, *rows));
    else if (m_target.kind == ForwardTarget::SecureWebhook)
        out.messages.append(webhookBody(*rows));
    else
        out.messages = forwardMessages(m_target, *rows, QSysInfo::machineHostName());
    m_busy = true;
    deliver(sendAll(std::move(out)), this, [this, through = rows->last().seq, generation = m_generation](const Status &status) {
        m_busy = false;
        if (generation == m_generation)
            sent(status, through);
        else
            wake();
    });
}

void Forwarder::sent(const Status &status, qint64 through)
{
    m_problem = status ? QString() : status.error().text;
    if (!status) {
        m_pause.start(m_nextPause);
        m_nextPause = std::min(m_nextPause * 2, m_pace.longestPause);
    } else {
        m_nextPause = m_pace.firstPause;
        m_position = through;
        save(through);
        m_pause.start(0); // the rest, one page at a time
    }
    emit changed();
}

Future<void> Forwarder::save(qint64 position)
{
    return m_log.setValue(kPosition, QString::number(position));
}

Future<void> Forwarder::configure(Permit permit, ForwardTarget target, bool fromStart)
{
    const QPointer self(this);
    permit.note(u"target"_s, target.shown());
    start();
    const Status flushed = co_await m_log.flushed();
    const auto head = self && flushed ? m_log.head(QDateTime()) : std::unexpected(flushed ? cancelledError() : flushed.error());
    if (!head) {
        permit.failed(head.error());
        co_return std::unexpected(head.error());
    }
    m_generation++;
    m_target = target;
    m_position = fromStart ? 0 : head->seq;
    m_problem.clear();
    m_nextPause = m_pace.firstPause;
    m_pause.stop();
    save(m_position); // written before the target, in the order in which the writer gets them
    const Status saved = co_await m_log.setValue(kTarget, QString::fromUtf8(QJsonDocument(target.toJson()).toJson(QJsonDocument::Compact)));
    if (!saved) {
        permit.failed(saved.error());
        co_return saved;
    }
    permit.succeeded();
    if (self)
        wake();
    co_return saved;
}

Forwarder::State Forwarder::state() const
{
    const auto head = m_log.head(QDateTime());
    const bool on = m_target.kind != ForwardTarget::Off;
    return {m_target, m_position, on && head ? std::max<qint64>(0, head->seq - m_position) : 0, m_problem};
}

} // namespace aiops::audit
