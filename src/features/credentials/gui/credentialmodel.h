#pragma once

#include "vault/rotationage.h"
#include "vault/vault.h"

#include <QAbstractTableModel>

namespace aiops::credentials {

struct CredentialRow
{
    vault::CredentialInfo info;
    int uses = 0; ///< different instances
    QString project = {}; ///< its name, "3 projects", or empty
    QString projectColor = {};
    vault::RotationState rotation = {};
};

/// Names, kinds and uses of the credentials: never a value. A snapshot; what changes is told row by row.
class CredentialModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, HaystackRole, KindRole, SortRole, TroubleRole /* "expired", "due", "rotating" or empty */, VaultRole };
    enum Column { Name, Kind, Project, UsedBy, LastUsed, Expires, Rotation, Vault };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<CredentialRow> &rows, const QDateTime &now);
    void setNow(const QDateTime &now); ///< "2 min ago" moves on

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void removeMissing(const QList<CredentialRow> &rows);
    QVariant icon(const CredentialRow &row, int column) const;
    QVariant ink(const CredentialRow &row, int column) const;

    QList<CredentialRow> m_rows;
    QHash<CredentialId, int> m_places;
    QStringList m_haystacks; ///< beside m_rows, lower case
    QDateTime m_now;
};

QString kindWord(vault::Kind kind); ///< short, for a column
/// "In 9 days", "Expired yesterday", "Never".
QString expiryText(const QDateTime &at, const QDateTime &now);
enum class Trouble { None, Soon, Now };
Trouble expiryTrouble(const QDateTime &at, const QDateTime &now); ///< soon: within 14 days
QString usedByText(int instances);

} // namespace aiops::credentials
