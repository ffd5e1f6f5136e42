#include "features/audit/gui/auditmodel.h"

#include "core/text.h"

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

QString outcomeWord(const QString &outcome)
{
    return outcome == u"done"        ? AuditModel::tr("Done")
           : outcome == u"failed"    ? AuditModel::tr("Failed")
           : outcome == u"denied"    ? AuditModel::tr("Denied")
           : outcome == u"cancelled" ? AuditModel::tr("Cancelled")
                                     : shownPlain(outcome);
}

QString cell(const AuditEntry &entry, int column)
{
    switch (column) {
    case 0: return entry.at.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case 1: return shownPlain(entry.actor);
    case 2: return shownPlain(entry.action);
    case 3: return shownPlain(entry.objectName.isEmpty() ? entry.objectId : entry.objectName);
    case 4: return outcomeWord(entry.outcome);
    }
    return {};
}

} // namespace

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AuditEntry &entry = m_rows[index.row()].entry;
    if (role == Qt::DisplayRole)
        return cell(entry, index.column());
    if (role == Qt::AccessibleTextRole)
        return QStringList{cell(entry, 0), cell(entry, 1), cell(entry, 2), cell(entry, 3), cell(entry, 4)}.join(u", "_s);
    return {};
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const std::array names{tr("Time"), tr("Actor"), tr("Action"), tr("Object"), tr("Outcome")};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(names[size_t(section)]) : QVariant();
}

void AuditModel::setRows(const QList<team::AuditRow> &rows)
{
    if (!m_rows.isEmpty() && !rows.isEmpty() && rows.size() == m_rows.size() && rows.first().seq == m_rows.first().seq)
        return;
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

} // namespace aiops::audit
