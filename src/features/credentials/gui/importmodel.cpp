#include "features/credentials/gui/importmodel.h"

#include "core/text.h"
#include "vault/kinds.h"

#include <array>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using vault::ImportDecision;
using vault::ImportEntry;

namespace {
constexpr qsizetype kShownUses = 1;
constexpr qsizetype kListedUses = 30;
} // namespace

void ImportModel::setPreview(vault::ImportPreview preview, const QList<vault::CredentialInfo> &present)
{
    beginResetModel();
    m_preview = std::move(preview);
    m_present = present;
    m_choices.clear();
    m_decisions = vault::decide(m_preview, m_choices, m_forAll, m_present);
    m_ticked.clear();
    for (const ImportDecision &decision : std::as_const(m_decisions))
        m_ticked.append(decision.value != ImportDecision::Skip);
    endResetModel();
    emit takenChanged();
}

void ImportModel::chooseForAll(vault::ImportChoice choice)
{
    m_forAll = choice;
    m_choices.clear();
    decideConflicts();
}

/// All of them again: the free names of "keep both" depend on each other.
void ImportModel::decideConflicts()
{
    m_decisions = vault::decide(m_preview, m_choices, m_forAll, m_present);
    for (int row = 0; row < rowCount(); ++row)
        if (isConflict(row))
            m_ticked[row] = m_decisions[row].value != ImportDecision::Skip;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit takenChanged();
}

QList<ImportDecision> ImportModel::decisions() const
{
    QList<ImportDecision> out = m_decisions;
    for (int row = 0; row < rowCount(); ++row)
        if (!m_ticked[row])
            out[row] = {};
    return out;
}

qsizetype ImportModel::taken() const
{
    return m_ticked.count(true);
}

bool ImportModel::canBeTaken(int row) const
{
    return m_decisions[row].value != ImportDecision::Skip;
}

QString ImportModel::choiceText(vault::ImportChoice choice)
{
    switch (choice) {
    case vault::ImportChoice::KeepMine: return tr("Keep mine");
    case vault::ImportChoice::TakeTheirs: return tr("Take theirs");
    case vault::ImportChoice::KeepBoth: break;
    }
    return tr("Keep both");
}

QString ImportModel::actionText(int row) const
{
    const ImportDecision &decision = m_decisions[row];
    if (m_preview.entries[row].state == ImportEntry::Same)
        return tr("Nothing to do");
    if (m_preview.entries[row].state == ImportEntry::Unusable)
        return m_preview.entries[row].problem.isEmpty() ? tr("Not possible") : m_preview.entries[row].problem;
    if (isConflict(row) && decision.value == ImportDecision::Skip)
        return choiceText(vault::ImportChoice::KeepMine);
    if (decision.value == ImportDecision::Skip || !m_ticked[row])
        return tr("Skip");
    if (decision.value == ImportDecision::Replace)
        return tr("Take theirs, as a new version");
    if (isConflict(row))
        return tr("Keep both, theirs as %1").arg(decision.name);
    return decision.name.isEmpty() ? tr("Add") : tr("Add as %1").arg(decision.name);
}

QString ImportModel::vaultText(int row) const
{
    const ImportEntry &entry = m_preview.entries[row];
    const bool isNew = entry.isIntoNew && m_decisions[row].value == ImportDecision::Add;
    const QString name = shownPlain(vault::vaultAfter(entry, m_decisions[row]), 80);
    return isNew ? tr("%1 (new)").arg(name) : name;
}

QString ImportModel::usesText(int row, qsizetype most) const
{
    const QList<vault::ImportUse> &uses = m_preview.entries[row].uses;
    QStringList names;
    for (const vault::ImportUse &use : uses.first(qMin(most, uses.size())))
        names.append(use.instance.isNull() ? tr("%1 (not here)").arg(shownPlain(use.name, 80)) : shownPlain(use.name, 80));
    if (uses.size() > most)
        names.append(tr("%1 more").arg(uses.size() - most));
    return names.join(u", "_s);
}

QString ImportModel::cell(int row, int column) const
{
    const ImportEntry &entry = m_preview.entries[row];
    switch (column) {
    case Name: return shownPlain(entry.info.name, 200);
    case KindColumn: return entry.state == ImportEntry::Unusable ? QString() : vault::kindLabel(entry.info.kind);
    case User: return entry.info.user;
    case VaultColumn: return vaultText(row);
    case Uses: return usesText(row, kShownUses);
    case State: return std::array{tr("New"), tr("Same"), tr("Conflict"), entry.problem.isEmpty() ? tr("Unknown kind") : tr("Problem")}[size_t(entry.state)];
    default: return actionText(row);
    }
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return cell(index.row(), index.column());
    if (role == Qt::ToolTipRole && index.column() == Uses)
        return usesText(index.row(), kListedUses);
    if (role == Qt::ToolTipRole) // the whole of a problem, and where the row stands
        return QStringList{m_preview.entries[index.row()].origin, m_preview.entries[index.row()].problem}.join(u'\n').trimmed();
    if (role == Qt::CheckStateRole && index.column() == Name && canBeTaken(index.row()))
        return m_ticked[index.row()] ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::EditRole && index.column() == Action && isConflict(index.row()))
        return int(choice(index.row()));
    return {};
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (checkIndex(index, CheckIndexOption::IndexIsValid) && role == Qt::EditRole && index.column() == Action) {
        const auto choice = vault::ImportChoice(value.toInt());
        if (!choices(index.row()).contains(choice))
            return false;
        m_choices.insert(index.row(), choice);
        decideConflicts();
        emit chosen();
        return true;
    }
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole || index.column() != Name || !canBeTaken(index.row()))
        return false;
    m_ticked[index.row()] = value.toInt() == Qt::Checked;
    emit dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(ColumnCount - 1));
    emit takenChanged();
    return true;
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    return std::array{tr("Name"), tr("Kind"), tr("User"), tr("Vault"), tr("Attached to"), tr("State"), tr("What happens")}[size_t(section)];
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Qt::ItemFlags shown = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren | (canBeTaken(index.row()) || isConflict(index.row()) ? Qt::ItemIsEnabled : Qt::NoItemFlags);
    if (index.column() == Action && isConflict(index.row()))
        return shown | Qt::ItemIsEditable;
    return index.column() == Name && canBeTaken(index.row()) ? shown | Qt::ItemIsUserCheckable : shown;
}

} // namespace aiops::credentials
