#pragma once

#include "vault/vault.h"

#include <QAbstractTableModel>

namespace aiops::credentials {

struct CredentialRow
{
    vault::CredentialInfo info;
    int uses = 0; ///< different instances
};

/// Names, kinds and uses of the credentials: never a value. A snapshot; what changes is told row by row.
class CredentialModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, HaystackRole, KindRole, SortRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<CredentialRow> &rows, const QDateTime &now);
    void setNow(const QDateTime &now); ///< "2 min ago" moves on

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void removeMissing(const QList<CredentialRow> &rows);
    QVariant icon(const CredentialRow &row) const;

    QList<CredentialRow> m_rows;
    QDateTime m_now;
};

QString kindWord(vault::Kind kind);
QString kindIcon(vault::Kind kind);
QString usedByText(int instances);

} // namespace aiops::credentials
