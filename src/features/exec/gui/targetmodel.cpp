#include "features/exec/gui/targetmodel.h"

#include "core/text.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;
using inventory::Instance;

TargetModel::TargetModel(const inventory::Inventory &inventory, QObject *parent) : QAbstractTableModel(parent), m_inventory(inventory) {}

void TargetModel::refresh()
{
    const OrganizationId organization = m_inventory.currentOrganization();
    m_all = organization.isNull() ? QList<Instance>() : m_inventory.instances({.organization = organization, .text = {}, .tags = {}, .environment = {}}).value_or(QList<Instance>());
    m_projects.clear();
    const auto links = m_inventory.links(organization);
    for (const inventory::Link &link : links.value_or(QList<inventory::Link>()))
        m_projects[link.instance] += link.project;
    QSet<InstanceId> known;
    for (const Instance &one : std::as_const(m_all))
        known.insert(one.id);
    m_ticked.intersect(known);
    filter();
    emit tickedChanged();
}

void TargetModel::setProject(ProjectId project)
{
    m_project = project;
    filter();
}

void TargetModel::setText(const QString &text)
{
    m_text = text.trimmed();
    filter();
}

bool TargetModel::fits(const Instance &instance) const
{
    if (!m_project.isNull() && !m_projects.value(instance.id).contains(m_project))
        return false;
    const QStringList hay = QStringList{instance.name, instance.address, inventory::environmentName(instance.environment)} + instance.tags;
    const QStringList words = m_text.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&hay](const QString &word) {
        return std::ranges::any_of(hay, [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

void TargetModel::filter()
{
    beginResetModel();
    m_rows.clear();
    for (const Instance &one : std::as_const(m_all)) {
        if (fits(one))
            m_rows += one;
    }
    endResetModel();
}

void TargetModel::tickShown(bool on)
{
    for (const Instance &one : std::as_const(m_rows))
        on ? (void)m_ticked.insert(one.id) : (void)m_ticked.remove(one.id);
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, 0), {Qt::CheckStateRole});
    emit tickedChanged();
}

void TargetModel::tickOnly(const QList<InstanceId> &ids)
{
    m_ticked = QSet<InstanceId>(ids.begin(), ids.end());
    refresh();
}

bool TargetModel::areShownTicked() const
{
    return !m_rows.isEmpty() && std::ranges::all_of(m_rows, [this](const Instance &one) { return m_ticked.contains(one.id); });
}

QList<Instance> TargetModel::ticked() const
{
    QList<Instance> chosen;
    for (const Instance &one : m_all) {
        if (m_ticked.contains(one.id))
            chosen += one;
    }
    return chosen;
}

QVariant TargetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Instance &one = m_rows.at(index.row());
    if (role == Qt::CheckStateRole && index.column() == Name)
        return int(m_ticked.contains(one.id) ? Qt::Checked : Qt::Unchecked);
    if (role != Qt::DisplayRole)
        return {};
    const QStringList texts{one.name, inventory::environmentName(one.environment), one.address, one.tags.join(u", "_s)};
    return shownPlain(texts.value(index.column()), 300);
}

bool TargetModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const InstanceId id = m_rows.at(index.row()).id;
    value.toInt() == Qt::Checked ? (void)m_ticked.insert(id) : (void)m_ticked.remove(id);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit tickedChanged();
    return true;
}

Qt::ItemFlags TargetModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant TargetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QStringList titles{tr("Host"), tr("Environment"), tr("Address"), tr("Tags")};
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

} // namespace aiops::exec
