#include "features/audit/csvrow.h"

#include "core/text.h"

#include <QJsonDocument>

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

bool looksLikeFormula(const QString &text)
{
    // Also behind what some spreadsheets skip, and in the full-width forms that they take for the same.
    const QString start = text.trimmed();
    return !start.isEmpty() && QStringView(u"=+-@\uff1d\uff0b\uff0d\uff20").contains(start.front());
}

} // namespace

QByteArray csvCell(const QString &text)
{
    QString shown = shownPlain(text, 1'000'000);
    if (looksLikeFormula(text) || (!text.isEmpty() && text.front() < u' '))
        shown.prepend(u'\'');
    return '"' + shown.replace(u'"', u"\"\""_s).toUtf8() + '"';
}

QByteArray csvHeader()
{
    return "seq,at,actor,action,object_kind,object_id,object_name,outcome,detail,device,device_seq,hash\r\n";
}

QByteArray csvRow(const team::AuditRow &row)
{
    const AuditEntry &e = row.entry;
    const QString detail = row.detailRemoved ? u"(removed by retention)"_s : QString::fromUtf8(QJsonDocument(e.detail).toJson(QJsonDocument::Compact));
    QByteArray line = QByteArray::number(row.seq);
    for (const QString &text : {toRfc3339(e.at), e.actor, e.action, e.objectKind, e.objectId, e.objectName, e.outcome, detail, row.device})
        line += ',' + csvCell(text);
    return line + ',' + QByteArray::number(row.devSeq) + ',' + csvCell(row.hash) + "\r\n";
}

} // namespace aiops::audit
