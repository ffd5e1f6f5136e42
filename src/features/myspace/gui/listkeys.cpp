#include "features/myspace/gui/listkeys.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/chosen.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QMenu>

namespace aiops::myspace {

ListKeys::ListKeys(Actions &actions, CardModel &model, Chosen &chosen, QAbstractItemView *view)
    : QObject(view), m_actions(actions), m_model(model), m_chosen(chosen), m_view(view)
{
}

void ListKeys::open(InstanceId id)
{
    if (!id.isNull())
        m_actions.openInstance(id);
}

void ListKeys::toggleGroup(int line)
{
    const CardGroup &group = m_model.group(line);
    m_model.setCollapsed(group.key, !group.collapsed);
}

void ListKeys::openMenu(const QPoint &at)
{
    const QList<InstanceId> ids = m_chosen.ids();
    if (ids.isEmpty() || !m_view->indexAt(at).isValid())
        return;
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillMenu(menu, ids, m_view->window());
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

bool ListKeys::isOpened(const QKeyEvent &event, const QList<InstanceId> &ids)
{
    if ((event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter) || ids.isEmpty())
        return false;
    if (event.modifiers() & Qt::ControlModifier) {
        event.modifiers() & Qt::ShiftModifier ? m_actions.openTerminals(ids, m_view->window()) : m_actions.openTerminal(ids.first());
    } else if (event.modifiers() & Qt::AltModifier) {
        emit detailsWanted();
    } else {
        open(ids.contains(m_chosen.current()) ? m_chosen.current() : ids.first());
    }
    return true;
}

bool ListKeys::isForGroup(const QKeyEvent &event)
{
    const QModelIndex at = m_view->currentIndex();
    if (!at.isValid() || !m_model.isHeader(at.row()) || event.modifiers() & ~Qt::KeypadModifier)
        return false;
    const CardGroup group = m_model.group(at.row());
    switch (event.key()) {
    case Qt::Key_Space: toggleGroup(at.row()); return true;
    case Qt::Key_Left: m_model.setCollapsed(group.key, true); return true;
    case Qt::Key_Right: m_model.setCollapsed(group.key, false); return true;
    case Qt::Key_Return: case Qt::Key_Enter: m_model.setExpanded(group.key, !m_model.isExpanded(group.key)); return true;
    default: return false;
    }
}

bool ListKeys::isForSelection(const QKeyEvent &event, const QList<InstanceId> &ids)
{
    const QModelIndex at = m_view->currentIndex();
    const bool plain = !(event.modifiers() & Qt::ControlModifier);
    if (event.key() == Qt::Key_Escape && !ids.isEmpty())
        m_chosen.clear();
    else if (event.key() == Qt::Key_Space && at.isValid())
        m_chosen.selection()->select(at, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
    else if (event.key() == Qt::Key_F2 && ids.size() == 1)
        m_actions.editInstance(ids.first(), m_view->window());
    else if (event.key() == Qt::Key_Delete && plain && !ids.isEmpty())
        m_actions.remove(ids, m_view->window());
    else
        return false;
    return true;
}

bool ListKeys::handle(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Slash && !(event.modifiers() & Qt::ControlModifier)) {
        emit filterWanted();
        return true;
    }
    if (event.matches(QKeySequence::SelectAll)) {
        m_chosen.chooseAll();
        return true;
    }
    if (isForGroup(event))
        return true;
    const QList<InstanceId> ids = m_chosen.ids();
    return isOpened(event, ids) || isForSelection(event, ids);
}

} // namespace aiops::myspace
