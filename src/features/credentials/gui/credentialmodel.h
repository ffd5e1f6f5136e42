#pragma once

#include "vault/vault.h"

#include <QAbstractTableModel>

namespace aiops::credentials {

class VaultSession;

struct CredentialRow
{
    vault::CredentialInfo info;
    int uses = 0;
};

/// Names, kinds and uses of the credentials: never a value.
class CredentialModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, HaystackRole };

    explicit CredentialModel(VaultSession &session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void refresh();

private:
    QVariant shown(const CredentialRow &row, int column) const;

    VaultSession &m_session;
    QList<CredentialRow> m_rows;
};

QString kindWord(vault::Kind kind);
QString whenText(const QDateTime &at); ///< "Never" for an invalid time

} // namespace aiops::credentials
