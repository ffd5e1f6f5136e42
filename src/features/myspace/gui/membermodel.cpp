#include "features/myspace/gui/membermodel.h"

#include "features/myspace/gui/cardmodel.h"
#include "widgets/theme.h"

#include <cmath>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

constexpr std::array kTitles{QT_TRANSLATE_NOOP("aiops::myspace::MemberModel", "Instance"), QT_TRANSLATE_NOOP("aiops::myspace::MemberModel", "Role"),
                             QT_TRANSLATE_NOOP("aiops::myspace::MemberModel", "Status"), QT_TRANSLATE_NOOP("aiops::myspace::MemberModel", "CPU"),
                             QT_TRANSLATE_NOOP("aiops::myspace::MemberModel", "Memory"), QT_TRANSLATE_NOOP("aiops::myspace::MemberModel", "Disk"),
                             QT_TRANSLATE_NOOP("aiops::myspace::MemberModel", "Metrics"), QT_TRANSLATE_NOOP("aiops::myspace::MemberModel", "Last seen")};
static_assert(kTitles.size() == MemberModel::ColumnCount);

bool isMetric(int column)
{
    return column >= MemberModel::CpuColumn && column <= MemberModel::DiskColumn;
}

double percent(const MemberRow &row, int column)
{
    return row.member.percent[std::size_t(column - MemberModel::CpuColumn)];
}

QString text(const MemberRow &row, int column)
{
    if (isMetric(column))
        return std::isfinite(percent(row, column)) ? percentOf(percent(row, column)) : MemberModel::tr("n/a");
    switch (column) {
    case MemberModel::NameColumn: return row.name;
    case MemberModel::RoleColumn: return row.role;
    case MemberModel::StatusColumn: return statusWord(row.status);
    case MemberModel::SourceColumn: return row.source;
    default: return row.seen.isValid() ? agoText(row.seen) : MemberModel::tr("Never");
    }
}

/// Worst first when sorted downwards.
int severity(const QString &status)
{
    static const QStringList order{u"unknown"_s, u"stopped"_s, u"starting"_s, u"reachable"_s, u"running"_s, u"unreachable"_s, u"warning"_s, u"critical"_s};
    return int(order.indexOf(status));
}

QVariant sortKey(const MemberRow &row, int column)
{
    if (isMetric(column))
        return std::isfinite(percent(row, column)) ? percent(row, column) : -1.0;
    if (column == MemberModel::StatusColumn)
        return severity(row.status);
    if (column == MemberModel::SeenColumn)
        return row.seen.isValid() ? row.seen.toMSecsSinceEpoch() : 0;
    return text(row, column).toLower();
}

QVariant color(const MemberRow &row, int column)
{
    if (!isMetric(column))
        return column == MemberModel::StatusColumn ? QVariant(Theme::current().statusColor(shapeOf(row.status))) : QVariant();
    const double value = percent(row, column);
    return Theme::current().color(!std::isfinite(value) ? Token::Muted : value >= 90 ? Token::Danger : value >= 80 ? Token::Warn : Token::Text);
}

QString sentence(const MemberRow &row)
{
    QStringList parts;
    for (int column = 0; column < MemberModel::ColumnCount; ++column) {
        if (const QString part = text(row, column); !part.isEmpty())
            parts << (isMetric(column) ? MemberModel::tr(kTitles[std::size_t(column)]) + u' ' + part : part);
    }
    return parts.join(u", "_s);
}

} // namespace

void MemberModel::setRows(QList<MemberRow> rows)
{
    if (!std::ranges::equal(rows, m_rows, {}, &MemberRow::id, &MemberRow::id)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QVariant MemberModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MemberRow &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ForegroundRole: return color(row, index.column());
    case Qt::TextAlignmentRole: return int((isMetric(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: return index.column() == NameColumn ? sentence(row) : text(row, index.column());
    case SortRole: return sortKey(row, index.column());
    case IdRole: return row.id.toString();
    case StatusRole: return shapeOf(row.status);
    default: return {};
    }
}

QVariant MemberModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isMetric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(tr(kTitles[std::size_t(section)])) : QVariant();
}

} // namespace aiops::myspace
