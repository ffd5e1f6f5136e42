#include "features/importing/gui/reviewfilter.h"

#include "features/importing/gui/reviewmodel.h"

#include <algorithm>
#include <utility>

namespace aiops::importing {

void ReviewFilter::setSourceModel(QAbstractItemModel *model)
{
    beginResetModel();
    if (m_model)
        m_model->disconnect(this);
    QAbstractProxyModel::setSourceModel(model);
    m_model = qobject_cast<ReviewModel *>(model);
    collect();
    if (m_model) {
        connect(m_model, &ReviewModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
        connect(m_model, &ReviewModel::modelReset, this, [this] {
            collect();
            endResetModel();
        });
        connect(m_model, &ReviewModel::dataChanged, this, &ReviewFilter::forward);
    }
    endResetModel();
}

void ReviewFilter::setText(const QString &text)
{
    choose(text.trimmed(), m_state);
}

void ReviewFilter::setState(const QString &state)
{
    choose(m_text, state);
}

void ReviewFilter::choose(const QString &text, const QString &state)
{
    if (text == m_text && state == m_state)
        return;
    beginResetModel();
    m_text = text;
    m_state = state;
    collect();
    endResetModel();
}

void ReviewFilter::collect()
{
    m_rows = m_model ? m_model->rowsWith(m_text, m_state) : QList<int>();
}

/// Ticks and colours change, never what the filter asks for.
void ReviewFilter::forward(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    const auto from = std::ranges::lower_bound(std::as_const(m_rows), first.row());
    const auto to = std::ranges::upper_bound(std::as_const(m_rows), last.row());
    if (from < to)
        emit dataChanged(index(int(from - m_rows.cbegin()), first.column()), index(int(to - m_rows.cbegin()) - 1, last.column()), roles);
}

QModelIndex ReviewFilter::mapToSource(const QModelIndex &index) const
{
    return m_model && index.isValid() && index.row() < m_rows.size() ? m_model->index(m_rows[index.row()], index.column()) : QModelIndex();
}

QModelIndex ReviewFilter::mapFromSource(const QModelIndex &index) const
{
    const auto place = std::ranges::lower_bound(m_rows, index.row());
    if (!index.isValid() || place == m_rows.cend() || *place != index.row())
        return {};
    return createIndex(int(place - m_rows.cbegin()), index.column());
}

QModelIndex ReviewFilter::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

int ReviewFilter::columnCount(const QModelIndex &parent) const
{
    return m_model && !parent.isValid() ? m_model->columnCount() : 0;
}

QVariant ReviewFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_model ? m_model->headerData(section, orientation, role) : QVariant();
}

} // namespace aiops::importing
