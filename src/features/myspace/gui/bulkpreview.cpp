#include "features/myspace/gui/bulkpreview.h"

namespace aiops::myspace {

void BulkPreview::setLines(const QList<BulkLine> &lines)
{
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

QVariant BulkPreview::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    const BulkLine &line = m_lines[index.row()];
    const std::array cells{line.name, line.field, line.before, line.after};
    return cells[size_t(index.column())];
}

QVariant BulkPreview::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section > 3)
        return {};
    const std::array titles{tr("Instance"), tr("Field"), tr("Before"), tr("After")};
    return titles[size_t(section)];
}

} // namespace aiops::myspace
