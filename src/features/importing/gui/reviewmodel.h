#pragma once

#include "features/importing/importplan.h"

#include <QAbstractTableModel>

namespace aiops::importing {

/// The rows of a plan with a tick each, and below them the lines that gave no row.
class ReviewModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Tick, State, Name, Address, User, Group, What, Where, ColumnCount };
    enum Role { GlyphRole = Qt::UserRole + 1, StateRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(ImportPlan plan);
    const ImportPlan &plan() const { return m_plan; }
    QList<qsizetype> chosen() const { return m_plan.chosen(m_ticked); }
    void tick(const QModelIndexList &rows, bool ticked); ///< those of them that can be
    void untickAll();
    int errors() const;        ///< rows and lines that cannot be imported
    QString problemText() const; ///< every error and note, a line each, for the clipboard

    /// Rows, ascending, with `text` in name, address, group or message regardless of case, and of the state; empty: all.
    QList<int> rowsWith(const QString &text, const QString &state) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_plan.rows.size() + m_plan.problems.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void ticksChanged();

private:
    const PlanRow *row(int at) const { return at < m_plan.rows.size() ? &m_plan.rows[at] : nullptr; }
    QString text(int at, int column) const;
    QString problemCell(const Problem &problem, int column) const;
    QString sentence(int at) const;

    QString stateOf(int at) const;
    void indexText();

    ImportPlan m_plan;
    QList<bool> m_ticked;
    QByteArray m_searched;          ///< what the filter looks into: the folded texts of all rows, one after the other
    QList<qsizetype> m_searchedEnds; ///< where each row's ends
};

QString shownChanges(const PlanRow &row); ///< "port: 22 → 2222, user: – → deploy"

} // namespace aiops::importing
