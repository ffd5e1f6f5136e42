#pragma once

#include <QAbstractProxyModel>

namespace aiops::importing {

class ReviewModel;

/// Those rows of a ReviewModel that have a text in name, address, group or message, and a state. A list of places that
/// is made anew for each question: QSortFilterProxyModel takes rows away run by run, which takes seconds for 100,000.
class ReviewFilter final : public QAbstractProxyModel
{
    Q_OBJECT

public:
    using QAbstractProxyModel::QAbstractProxyModel;

    void setSourceModel(QAbstractItemModel *model) override; ///< a ReviewModel
    void setText(const QString &text);
    void setState(const QString &state); ///< empty: all

    QModelIndex mapToSource(const QModelIndex &index) const override;
    QModelIndex mapFromSource(const QModelIndex &index) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &) const override { return {}; }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent) const override { return !parent.isValid() && !m_rows.isEmpty(); }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void choose(const QString &text, const QString &state);
    void collect();
    void forward(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);

    ReviewModel *m_model = nullptr;
    QList<int> m_rows; ///< of the model, ascending
    QString m_text;
    QString m_state;
};

} // namespace aiops::importing
