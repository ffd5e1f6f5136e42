#include "features/rotation/gui/targetmodel.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using vault::RotationStep;

namespace {

QString glyphOf(const std::optional<RotationStep> &step)
{
    if (!step || *step == RotationStep::Current || *step == RotationStep::NewMade)
        return u"waiting"_s;
    return *step == RotationStep::OldRevoked ? u"passed"_s : *step == RotationStep::Failed ? u"failed"_s : u"starting"_s;
}

QString cell(const TargetRow &row, int column)
{
    switch (column) {
    case 0: return row.name;
    case 1: return row.step ? stepText(*row.step) : TargetModel::tr("Not begun");
    default: return row.message;
    }
}

} // namespace

QString stepText(RotationStep step)
{
    switch (step) {
    case RotationStep::Current:
    case RotationStep::NewMade: return TargetModel::tr("Waiting");
    case RotationStep::Deploying: return TargetModel::tr("Putting the new one there");
    case RotationStep::Deployed: return TargetModel::tr("Signing in with the new one");
    case RotationStep::Verified: return TargetModel::tr("New one signs in");
    case RotationStep::Revoking: return TargetModel::tr("Removing the old one");
    case RotationStep::OldRevoked: return TargetModel::tr("Done, old one removed");
    case RotationStep::RollingBack: return TargetModel::tr("Putting things back");
    case RotationStep::Failed: return TargetModel::tr("Failed, old one still valid");
    }
    return {};
}

void TargetModel::setRows(const QList<TargetRow> &rows)
{
    const bool same = rows.size() == m_rows.size() && std::ranges::equal(rows, m_rows, {}, &TargetRow::instance, &TargetRow::instance);
    if (same) { // the scroll position and the selection stay
        m_rows = rows;
        if (!rows.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

QVariant TargetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TargetRow &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return cell(row, index.column());
    case Qt::ToolTipRole: return index.column() == 2 ? row.message : QString();
    case Qt::AccessibleTextRole: return index.column() == 0 ? QStringList{row.name, cell(row, 1), row.message}.join(u", "_s) : cell(row, index.column());
    case GlyphRole: return glyphOf(row.step);
    default: return {};
    }
}

QVariant TargetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Target") : section == 1 ? tr("Step") : tr("Detail");
}

} // namespace aiops::rotation
