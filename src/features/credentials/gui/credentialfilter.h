#pragma once

#include "core/ids.h"
#include "vault/kinds.h"

#include <QSortFilterProxyModel>

namespace aiops::credentials {

/// Credentials of some kinds whose name, user, detail or fingerprint holds the text, and with one of the troubles.
class CredentialFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit CredentialFilter(QObject *parent);

    void setText(const QString &text);
    void setKinds(const QList<vault::Kind> &kinds);  ///< empty: all
    void setVault(VaultId vault);                    ///< null: all
    void setTroubles(const QStringList &troubles);   ///< "expired", "due", "rotating"; empty: all

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text; ///< lower case
    QList<vault::Kind> m_kinds;
    QStringList m_troubles;
    VaultId m_vault;
};

} // namespace aiops::credentials
