#include "features/credentials/gui/credentialfilter.h"

#include "features/credentials/gui/credentialmodel.h"

namespace aiops::credentials {

CredentialFilter::CredentialFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(CredentialModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

void CredentialFilter::setText(const QString &text)
{
    m_text = text.trimmed().toLower();
    invalidateRowsFilter();
}

void CredentialFilter::setKinds(const QList<vault::Kind> &kinds)
{
    m_kinds = kinds;
    invalidateRowsFilter();
}

void CredentialFilter::setVault(VaultId vault)
{
    m_vault = vault;
    invalidateRowsFilter();
}

void CredentialFilter::setTroubles(const QStringList &troubles)
{
    m_troubles = troubles;
    invalidateRowsFilter();
}

bool CredentialFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_kinds.isEmpty() && !m_kinds.contains(vault::Kind(index.data(CredentialModel::KindRole).toInt())))
        return false;
    if (!m_vault.isNull() && index.data(CredentialModel::VaultRole).toString() != m_vault.toString())
        return false;
    if (!m_troubles.isEmpty() && !m_troubles.contains(index.data(CredentialModel::TroubleRole).toString()))
        return false;
    return m_text.isEmpty() || index.data(CredentialModel::HaystackRole).toString().contains(m_text);
}

} // namespace aiops::credentials
