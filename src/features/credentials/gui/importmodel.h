#pragma once

#include "vault/vaultimport.h"

#include <QAbstractTableModel>

namespace aiops::credentials {

/// What a file holds and what would happen to it. The tick of a row says whether it is taken; a conflict has a choice.
class ImportModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, KindColumn, User, VaultColumn, Uses, State, Action, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPreview(vault::ImportPreview preview, const QList<vault::CredentialInfo> &present);
    void chooseForAll(vault::ImportChoice choice); ///< of every conflict; ticks of the others stay
    /// What one can choose for this row, and what is chosen: the value of EditRole in the column Action.
    QList<vault::ImportChoice> choices(int row) const { return vault::choicesFor(m_preview.entries[row]); }
    vault::ImportChoice choice(int row) const { return m_choices.value(row, m_forAll); }
    static QString choiceText(vault::ImportChoice choice);
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
    void chosen(); ///< for one row

private:
    QString cell(int row, int column) const;
    QString actionText(int row) const;
    QString vaultText(int row) const;
    QString usesText(int row, qsizetype most) const; ///< of the instances that it would be attached to
    bool canBeTaken(int row) const;
    bool isConflict(int row) const { return m_preview.entries[row].state == vault::ImportEntry::Conflict; }
    void decideConflicts();

    vault::ImportPreview m_preview;
    QList<vault::CredentialInfo> m_present;
    QList<vault::ImportDecision> m_decisions;
    QList<bool> m_ticked;
    QHash<qsizetype, vault::ImportChoice> m_choices; ///< of single rows
    vault::ImportChoice m_forAll = vault::ImportChoice::KeepMine;
};

} // namespace aiops::credentials
