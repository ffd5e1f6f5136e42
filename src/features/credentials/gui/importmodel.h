#pragma once

#include "vault/vaultimport.h"

#include <QAbstractTableModel>

namespace aiops::credentials {

/// What a file holds and what would happen to it. The tick of a row says whether it is taken.
class ImportModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, KindColumn, User, State, Action, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPreview(vault::ImportPreview preview, const QList<vault::CredentialInfo> &present);
    void setOnConflict(vault::OnConflict onConflict); ///< of every conflict; ticks of the others stay
    const vault::ImportPreview &preview() const { return m_preview; }
    QList<vault::ImportDecision> decisions() const; ///< one for each entry; not ticked: skipped
    qsizetype taken() const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_preview.entries.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void takenChanged();

private:
    QString cell(int row, int column) const;
    QString actionText(int row) const;
    bool canBeTaken(int row) const;

    vault::ImportPreview m_preview;
    QList<vault::CredentialInfo> m_present;
    QList<vault::ImportDecision> m_decisions;
    QList<bool> m_ticked;
    vault::OnConflict m_onConflict = vault::OnConflict::Skip;
};

} // namespace aiops::credentials
