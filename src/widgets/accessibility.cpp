#include "widgets/accessibility.h"

#include <QAbstractButton>
#include <QAccessibleWidget>

namespace aiops::widgets {
namespace {

constexpr auto roleProperty = "accessibleRole";

class RoleInterface final : public QAccessibleWidget
{
public:
    RoleInterface(QWidget *widget, QAccessible::Role role) : QAccessibleWidget(widget, role) {}

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        if (const auto *button = qobject_cast<QAbstractButton *>(widget())) {
            const bool isBox = role() == QAccessible::CheckBox || role() == QAccessible::RadioButton;
            state.selectable = button->isCheckable() && !isBox;
            state.selected = button->isChecked() && !isBox;
            state.checkable = button->isCheckable() && isBox;
            state.checked = button->isChecked() && isBox;
            state.hasPopup = role() == QAccessible::ButtonMenu;
        }
        return state;
    }

    QStringList actionNames() const override
    {
        QStringList names = QAccessibleWidget::actionNames();
        if (qobject_cast<QAbstractButton *>(widget()))
            names.prepend(pressAction());
        return names;
    }

    void doAction(const QString &action) override
    {
        auto *button = qobject_cast<QAbstractButton *>(widget());
        if (button && action == pressAction())
            button->click();
        else
            QAccessibleWidget::doAction(action);
    }
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    const QVariant role = widget ? widget->property(roleProperty) : QVariant();
    return role.isValid() ? new RoleInterface(widget, QAccessible::Role(role.toInt())) : nullptr;
}

} // namespace

void setRole(QWidget *widget, QAccessible::Role role)
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
    widget->setProperty(roleProperty, int(role));
    // Qt makes and keeps an interface as soon as a widget gets its name: that one knows nothing of the role.
    if (QAccessibleInterface *known = QAccessible::queryAccessibleInterface(widget); known && known->role() != role)
        QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(known));
}

} // namespace aiops::widgets
