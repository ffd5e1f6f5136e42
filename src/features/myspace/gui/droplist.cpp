#include "features/myspace/gui/droplist.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/projectdelegate.h"
#include "widgets/theme.h"

#include <QDropEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMimeData>

namespace aiops::myspace {

DropList::DropList(const QString &name, const QString &title, QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(name);
    setAccessibleName(title);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(14);
    setUniformRowHeights(true);
    setItemDelegate(new ProjectDelegate(this));
    setMouseTracking(true);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QTreeWidget::itemClicked, this, &DropList::chosen);
    connect(this, &QTreeWidget::itemExpanded, this, &DropList::fit);
    connect(this, &QTreeWidget::itemCollapsed, this, &DropList::fit);
    connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &DropList::fit);
}

int DropList::rowHeight() const
{
    return widgets::Theme::current().scaled(30);
}

int DropList::shownRows(const QTreeWidgetItem *below) const
{
    int rows = 0;
    for (int i = 0; i < below->childCount(); ++i)
        rows += 1 + (below->child(i)->isExpanded() ? shownRows(below->child(i)) : 0);
    return rows;
}

void DropList::fit()
{
    setFixedHeight(shownRows(invisibleRootItem()) * rowHeight() + 2);
}

void DropList::mark(QTreeWidgetItem *item)
{
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        if ((*it)->data(0, ProjectDelegate::DropRole).toBool() != (*it == item))
            (*it)->setData(0, ProjectDelegate::DropRole, *it == item);
    }
}

void DropList::dragEnterEvent(QDragEnterEvent *event)
{
    event->setAccepted(event->mimeData()->hasFormat(CardModel::kMimeType));
}

void DropList::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeWidgetItem *item = itemAt(event->position().toPoint());
    mark(item);
    event->setDropAction(event->modifiers() & Qt::ControlModifier ? Qt::MoveAction : Qt::CopyAction);
    event->setAccepted(item && event->mimeData()->hasFormat(CardModel::kMimeType));
}

void DropList::dragLeaveEvent(QDragLeaveEvent *event)
{
    mark(nullptr);
    QTreeWidget::dragLeaveEvent(event);
}

void DropList::dropEvent(QDropEvent *event)
{
    mark(nullptr);
    QTreeWidgetItem *item = itemAt(event->position().toPoint());
    const QList<InstanceId> ids = CardModel::idsOf(*event->mimeData());
    event->setAccepted(item && !ids.isEmpty());
    if (event->isAccepted())
        emit dropped(item, ids, event->modifiers() & Qt::ControlModifier);
}

void DropList::keyPressEvent(QKeyEvent *event)
{
    if (currentItem() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space))
        emit chosen(currentItem());
    else
        QTreeWidget::keyPressEvent(event);
}

} // namespace aiops::myspace
