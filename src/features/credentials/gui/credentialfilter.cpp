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
    m_text = text.trimmed();
    invalidateRowsFilter();
}

void CredentialFilter::setKind(const QString &kind)
{
    m_kind = kind;
    invalidateRowsFilter();
}

bool CredentialFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_kind.isEmpty() && index.data(CredentialModel::KindRole).toString() != m_kind)
        return false;
    return index.data(CredentialModel::HaystackRole).toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace aiops::credentials
