#include "features/services/gui/servicesmodel.h"

#include "core/text.h"
#include "features/services/presets.h"

using namespace Qt::StringLiterals;

namespace aiops::services {

namespace {

struct ServiceColumn
{
    const char *title;
    QString (*cell)(const ServiceRow &);
};

const std::array<ServiceColumn, 6> kColumns{{
    {QT_TRANSLATE_NOOP("aiops::services::ServicesModel", "Name"), [](const ServiceRow &r) { return shownPlain(r.service.name, 200); }},
    {QT_TRANSLATE_NOOP("aiops::services::ServicesModel", "Kind"), [](const ServiceRow &r) { return presetOf(r.service.kind).title; }},
    {QT_TRANSLATE_NOOP("aiops::services::ServicesModel", "Port"), [](const ServiceRow &r) { return QString::number(r.service.port); }},
    {QT_TRANSLATE_NOOP("aiops::services::ServicesModel", "Path"), [](const ServiceRow &r) { return shownPlain(r.service.path, 1000); }},
    {QT_TRANSLATE_NOOP("aiops::services::ServicesModel", "Credential"), [](const ServiceRow &r) { return r.credential; }},
    {QT_TRANSLATE_NOOP("aiops::services::ServicesModel", "Tunnel"), [](const ServiceRow &r) { return r.tunnel; }},
}};

QString sentence(const ServiceRow &row)
{
    QStringList parts{row.service.name, presetOf(row.service.kind).title, ServicesModel::tr("port %1").arg(row.service.port)};
    if (!row.tunnel.isEmpty())
        parts << row.tunnel;
    return parts.join(u", "_s);
}

} // namespace

void ServicesModel::setRows(QList<ServiceRow> rows)
{
    const bool same = std::ranges::equal(rows, m_rows, {}, [](const ServiceRow &r) { return r.service.id; },
                                         [](const ServiceRow &r) { return r.service.id; });
    if (!same) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i] == rows[i])
            continue;
        m_rows[i] = rows[i];
        emit dataChanged(index(i, 0), index(i, columnCount() - 1));
    }
}

int ServicesModel::rowOf(ServiceId id) const
{
    const auto found = std::ranges::find(m_rows, id, [](const ServiceRow &r) { return r.service.id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ServicesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(kColumns.size());
}

QVariant ServicesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::AccessibleTextRole)
        return sentence(m_rows[index.row()]);
    return role == Qt::DisplayRole ? kColumns[size_t(index.column())].cell(m_rows[index.row()]) : QVariant();
}

QVariant ServicesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return {};
    return tr(kColumns[size_t(section)].title);
}

} // namespace aiops::services
