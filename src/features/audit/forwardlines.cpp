#include "features/audit/forwardlines.h"

#include "core/text.h"
#include "features/audit/auditjson.h"

#include <QJsonDocument>

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostBytes = 8 * 1024; // of one entry: what receivers of datagrams take
constexpr int kAuditFacility = 13;

int priority(const team::AuditRow &row)
{
    const QString &outcome = row.entry.outcome;
    const bool notable = outcome == "failed"_L1 || outcome == "denied"_L1 || row.entry.action == "credential.alert"_L1;
    return kAuditFacility * 8 + (notable ? 4 : 6); // warning, informational
}

/// PRINTUSASCII of RFC 5424 §6
QByteArray token(const QString &text, qsizetype most)
{
    QByteArray out;
    for (const QChar c : text.first(std::min(most, text.size())))
        out += c > u' ' && c.unicode() < 127 ? char(c.unicode()) : '_';
    return out.isEmpty() ? "-"_ba : out;
}

} // namespace

QByteArray forwardJson(const team::AuditRow &row)
{
    QJsonObject object = toJson(row);
    QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (json.size() <= kMostBytes)
        return json;
    object.remove(u"detail"_s);
    object.insert(u"detail_omitted"_s, true);
    for (const QString &key : {u"actor"_s, u"object_name"_s, u"object_id"_s})
        object.insert(key, shownPlain(object.value(key).toString(), 500));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray syslogLine(const team::AuditRow &row, const QString &host)
{
    return '<' + QByteArray::number(priority(row)) + ">1 " + token(toRfc3339(row.entry.at), 40) + ' ' + token(host, 255) + " aiops - "
           + token(row.entry.action, 32) + " - " + forwardJson(row);
}

QByteArray localLine(const team::AuditRow &row)
{
    const QDateTime at = row.entry.at.toLocalTime();
    const QString time = QLocale::c().toString(at, u"MMM "_s) + u"%1"_s.arg(at.date().day(), 2) + QLocale::c().toString(at, u" HH:mm:ss"_s);
    return '<' + QByteArray::number(priority(row)) + '>' + time.toLatin1() + " aiops: " + forwardJson(row);
}

QByteArrayList forwardMessages(const ForwardTarget &target, const QList<team::AuditRow> &rows, const QString &host)
{
    QByteArrayList messages;
    for (const team::AuditRow &row : rows) {
        const QByteArray line = target.kind == ForwardTarget::Local ? localLine(row) : syslogLine(row, host);
        messages.append(target.kind == ForwardTarget::Tcp ? QByteArray::number(line.size()) + ' ' + line : line);
    }
    return messages;
}

QByteArray webhookBody(const QList<team::AuditRow> &rows)
{
    QByteArrayList objects;
    for (const team::AuditRow &row : rows)
        objects.append(forwardJson(row));
    return '[' + objects.join(',') + ']';
}

QByteArray webhookRequest(const ForwardTarget &target, const QList<team::AuditRow> &rows)
{
    const QByteArray body = webhookBody(rows);
    const QByteArray name = (target.host.contains(u':') ? u'[' + target.host + u']' : target.host).toLatin1();
    return "POST " + target.path.toLatin1() + " HTTP/1.1\r\nHost: " + name + ':' + QByteArray::number(target.port)
           + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace aiops::audit
