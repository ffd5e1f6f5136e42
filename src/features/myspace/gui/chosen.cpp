#include "features/myspace/gui/chosen.h"

#include "features/myspace/gui/cardmodel.h"

namespace aiops::myspace {

Chosen::Chosen(CardModel &model, QObject *parent)
    : QObject(parent), m_model(model), m_selection(new QItemSelectionModel(&model, this))
{
    connect(m_selection, &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_arranging)
            emit changed();
    });
    connect(&model, &CardModel::aboutToArrange, this, &Chosen::remember);
    connect(&model, &CardModel::arranged, this, &Chosen::restore);
}

QList<InstanceId> Chosen::ids() const
{
    QList<std::pair<int, int>> runs;
    for (const QItemSelectionRange &range : m_selection->selection())
        runs.append({range.top(), range.bottom()});
    std::ranges::sort(runs);
    QList<InstanceId> ids;
    QSet<InstanceId> seen;
    for (const auto &[top, bottom] : std::as_const(runs)) {
        for (int line = top; line <= bottom; ++line) {
            const InstanceId id = m_model.idAt(line);
            if (id.isNull() || seen.contains(id))
                continue;
            seen.insert(id);
            ids.append(id);
        }
    }
    return ids;
}

InstanceId Chosen::current() const
{
    const QModelIndex at = m_selection->currentIndex();
    return at.isValid() ? m_model.idAt(at.row()) : InstanceId();
}

void Chosen::chooseAll()
{
    if (m_model.rowCount() > 0)
        m_selection->select(QItemSelection(m_model.index(0, 0), m_model.index(m_model.rowCount() - 1, CardModel::Columns - 1)),
                            QItemSelectionModel::ClearAndSelect);
}

void Chosen::choose(const QList<InstanceId> &ids)
{
    const QSet<InstanceId> wanted(ids.begin(), ids.end());
    QItemSelection lines;
    for (int line = 0; line < m_model.rowCount(); ++line) {
        if (!m_model.isHeader(line) && wanted.contains(m_model.idAt(line)))
            lines.append({m_model.index(line, 0), m_model.index(line, CardModel::Columns - 1)});
    }
    m_selection->select(lines, QItemSelectionModel::ClearAndSelect);
}

bool Chosen::isAll() const
{
    const QItemSelection &selection = m_selection->selection();
    return m_model.rowCount() > 0 && selection.size() == 1 && selection.first().height() == m_model.rowCount();
}

void Chosen::toggleAll()
{
    isAll() ? clear() : chooseAll();
}

void Chosen::remember()
{
    m_arranging = true;
    m_before = ids();
    m_current = current();
    const QModelIndex at = m_selection->currentIndex();
    m_group = at.isValid() ? m_model.group(at.row()).key : QString();
}

QModelIndex Chosen::lineOf(InstanceId id, const QString &group) const
{
    QModelIndex any;
    for (int line = 0; line < m_model.rowCount(); ++line) {
        if (m_model.idAt(line) != id)
            continue;
        if (m_model.group(line).key == group)
            return m_model.index(line, 0);
        any = any.isValid() ? any : m_model.index(line, 0);
    }
    return any;
}

void Chosen::restore()
{
    if (!m_before.isEmpty() && m_selection->selection().isEmpty()) {
        const QSet<InstanceId> wanted(m_before.begin(), m_before.end());
        QItemSelection again;
        int first = -1;
        for (int line = 0; line <= m_model.rowCount(); ++line) {
            const bool on = line < m_model.rowCount() && !m_model.isHeader(line) && wanted.contains(m_model.idAt(line));
            if (on && first < 0)
                first = line;
            if (!on && first >= 0)
                again.append({m_model.index(std::exchange(first, -1), 0), m_model.index(line - 1, CardModel::Columns - 1)});
        }
        m_selection->select(again, QItemSelectionModel::ClearAndSelect);
    }
    if (!m_current.isNull() && current() != m_current) {
        if (const QModelIndex at = lineOf(m_current, m_group); at.isValid())
            m_selection->setCurrentIndex(at, QItemSelectionModel::NoUpdate);
    }
    m_arranging = false;
    if (ids() != m_before)
        emit changed();
}

} // namespace aiops::myspace
