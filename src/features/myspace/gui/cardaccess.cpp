#include "features/myspace/gui/cardaccess.h"

#include "features/myspace/gui/cardlist.h"
#include "features/myspace/gui/cardmodel.h"

#include <QAccessibleWidget>
#include <QPointer>

namespace aiops::myspace {

namespace {

/// A card or the header of a group. Looks everything up by its line, so it stays right when rows move.
class CardItem final : public QAccessibleInterface
{
public:
    CardItem(CardList *list, int line) : m_list(list), m_line(line) {}
    bool isValid() const override { return m_list && m_line < m_list->model()->rowCount(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_list); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text text) const override
    {
        return text == QAccessible::Name && isValid() ? index().data(Qt::AccessibleTextRole).toString() : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QAccessible::Role role() const override
    {
        return isValid() && index().data(CardModel::HeaderRole).toBool() ? QAccessible::Heading : QAccessible::ListItem;
    }
    QRect rect() const override
    {
        const QRect card = isValid() ? m_list->visualRect(index()) : QRect();
        return {m_list ? m_list->viewport()->mapToGlobal(card.topLeft()) : QPoint(), card.size()};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid())
            return state;
        state.selectable = state.focusable = state.extSelectable = true;
        state.selected = m_list->selectionModel()->isSelected(index());
        state.focused = m_list->hasFocus() && m_list->currentIndex().row() == m_line;
        state.offscreen = !m_list->viewport()->rect().intersects(m_list->visualRect(index()));
        return state;
    }

private:
    QModelIndex index() const { return m_list->model()->index(m_line, 0); }

    QPointer<CardList> m_list;
    int m_line;
};

class CardListItems final : public QAccessibleWidget
{
public:
    explicit CardListItems(CardList *list) : QAccessibleWidget(list, QAccessible::List), m_list(list) {}
    ~CardListItems() override
    {
        for (const QAccessible::Id id : std::as_const(m_made))
            QAccessible::deleteAccessibleInterface(id);
    }
    int childCount() const override { return m_list->model()->rowCount(); }
    QAccessibleInterface *child(int line) const override
    {
        if (line < 0 || line >= childCount())
            return nullptr;
        auto at = m_made.constFind(line);
        if (at == m_made.cend())
            at = m_made.insert(line, QAccessible::registerAccessibleInterface(new CardItem(m_list, line)));
        return QAccessible::accessibleInterface(*at);
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (const auto &[line, id] : m_made.asKeyValueRange()) {
            if (QAccessible::accessibleInterface(id) == child)
                return line;
        }
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QModelIndex at = m_list->indexAt(m_list->viewport()->mapFromGlobal(QPoint(x, y)));
        return at.isValid() ? child(at.row()) : nullptr;
    }
    QAccessibleInterface *focusChild() const override
    {
        return m_list->hasFocus() && m_list->currentIndex().isValid() ? child(m_list->currentIndex().row()) : nullptr;
    }

private:
    CardList *m_list;
    mutable QHash<int, QAccessible::Id> m_made; ///< by line
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *list = qobject_cast<CardList *>(object);
    return list ? new CardListItems(list) : nullptr;
}

} // namespace

void installCardAccess()
{
    static const bool once = (QAccessible::installFactory(make), true);
    Q_UNUSED(once)
}

} // namespace aiops::myspace
