#include "features/myspace/gui/cardlist.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/carddelegate.h"
#include "features/myspace/gui/cardmodel.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMenu>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {
constexpr int narrowest = 246; // three beside a docked inspector, and at the smallest window
constexpr int widest = 300;
constexpr int tall = 156;
} // namespace

CardList::CardList(Actions &actions, QAbstractItemModel *model, QWidget *parent)
    : QListView(parent), m_actions(actions), m_delegate(new CardDelegate(this))
{
    setModel(model);
    setItemDelegate(m_delegate);
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setAutoFillBackground(false);
    setStyleSheet(u"QListView { background: transparent; }"_s);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &CardList::chosenChanged);
    connect(this, &QListView::doubleClicked, this, [this] { m_actions.openInstance(current()); });
    connect(this, &QWidget::customContextMenuRequested, this, &CardList::openMenu);
    connect(&Theme::current(), &Theme::changed, this, &CardList::fit);
}

QList<InstanceId> CardList::chosen() const
{
    QModelIndexList indexes = selectionModel()->selectedIndexes();
    std::ranges::sort(indexes, {}, &QModelIndex::row);
    QList<InstanceId> ids;
    for (const QModelIndex &index : std::as_const(indexes))
        ids << InstanceId::parse(index.data(CardModel::IdRole).toString());
    return ids;
}

void CardList::choose(const QModelIndex &index)
{
    setCurrentIndex(index);
    scrollTo(index);
}

InstanceId CardList::current() const
{
    return InstanceId::parse(currentIndex().data(CardModel::IdRole).toString());
}

void CardList::openMenu(const QPoint &at)
{
    const QList<InstanceId> ids = chosen();
    if (ids.isEmpty() || !indexAt(at).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillMenu(menu, ids, window());
    menu->popup(viewport()->mapToGlobal(at));
}

void CardList::resizeEvent(QResizeEvent *event)
{
    fit();
    QListView::resizeEvent(event);
}

void CardList::fit()
{
    const Theme &theme = Theme::current();
    const int room = viewport()->width() - 1;
    const int columns = qMax(1, room / (theme.scaled(narrowest) + CardDelegate::gap));
    const QSize cell(qMin(room / columns, theme.scaled(widest) + CardDelegate::gap), theme.scaled(tall) + CardDelegate::gap);
    m_delegate->setCellSize(cell);
    setGridSize(cell);
}

bool CardList::isOpened(const QKeyEvent &event, const QList<InstanceId> &ids)
{
    if ((event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter) || ids.isEmpty())
        return false;
    if (event.modifiers() & Qt::ControlModifier)
        m_actions.openTerminals(event.modifiers() & Qt::ShiftModifier ? ids : QList<InstanceId>{ids.first()});
    else if (event.modifiers() & Qt::AltModifier)
        emit detailsWanted();
    else
        m_actions.openInstance(ids.contains(current()) ? current() : ids.first());
    return true;
}

bool CardList::isHandled(const QKeyEvent &event)
{
    const QList<InstanceId> ids = chosen();
    if (isOpened(event, ids))
        return true;
    if (event.key() == Qt::Key_Slash && !(event.modifiers() & Qt::ControlModifier))
        emit filterWanted();
    else if (event.key() == Qt::Key_Escape && !ids.isEmpty())
        clearSelection();
    else if (event.key() == Qt::Key_Space && currentIndex().isValid())
        selectionModel()->select(currentIndex(), QItemSelectionModel::Toggle);
    else if (event.key() == Qt::Key_F2 && ids.size() == 1)
        m_actions.editInstance(ids.first(), window());
    else if (event.key() == Qt::Key_Delete && !ids.isEmpty())
        m_actions.remove(ids, window());
    else
        return false;
    return true;
}

void CardList::keyPressEvent(QKeyEvent *event)
{
    if (!isHandled(*event))
        QListView::keyPressEvent(event);
}

} // namespace aiops::myspace
