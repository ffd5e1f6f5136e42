#pragma once

#include <QAbstractButton>
#include <QButtonGroup>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTextEdit>

/// What a person needs of every page, whoever made it: each function returns the widgets that miss it, in words.
namespace aiops::test {

using namespace Qt::StringLiterals;

inline QString calledOf(const QWidget *widget)
{
    QString words = u"%1 “%2” in “%3”"_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                                             widget->parentWidget() ? widget->parentWidget()->objectName() : QString());
    if (!widget->accessibleName().isEmpty())
        words += u" called "_s + widget->accessibleName();
    return words;
}

/// Labels that cut their text do so by design and tell the whole in a tool tip.
inline bool isCutByDesign(const QWidget *widget)
{
    const auto *label = qobject_cast<const QLabel *>(widget);
    return (label && (label->wordWrap() || label->minimumSizeHint().width() < label->sizeHint().width())) || widget->width() == 0;
}

inline QStringList clipped(QWidget *root)
{
    QStringList found;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        const auto *button = qobject_cast<const QPushButton *>(widget);
        const QString text = label ? label->text() : button ? button->text() : QString();
        if (!widget->isVisible() || text.isEmpty() || isCutByDesign(widget))
            continue;
        const QSize need = widget->minimumSizeHint();
        if (widget->width() < need.width() || widget->height() < need.height())
            found << u"%1 (%2): %3x%4, needs %5x%6"_s.arg(text.left(40), widget->objectName()).arg(widget->width()).arg(widget->height())
                         .arg(need.width()).arg(need.height());
    }
    return found;
}

inline bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
           || qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QTabBar *>(widget);
}

/// What Qt puts inside of a control: the arrow of a tab bar, the cross of a field.
inline bool isPart(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QHeaderView") || widget->inherits("QTableCornerButton")
           || widget->inherits("QScrollBar") || (parent && (parent->inherits("QTabBar") || parent->inherits("QAbstractItemView")
                                                            || parent->inherits("QLineEdit") || parent->inherits("QComboBox")
                                                            || parent->inherits("QAbstractSpinBox")));
}

inline QList<QWidget *> controls(QWidget *root)
{
    QList<QWidget *> all = root->findChildren<QWidget *>();
    all.removeIf([](QWidget *widget) { return !widget->isVisible() || !isControl(widget) || isPart(widget); });
    return all;
}

/// As assistive software hears it: the accessible name, a button's text, a buddy label.
inline QString spokenName(QWidget *widget)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    const QString name = face ? face->text(QAccessible::Name) : QString();
    return name.isEmpty() ? widget->accessibleName() : name;
}

inline QStringList nameless(QWidget *root)
{
    QStringList found;
    for (QWidget *widget : controls(root)) {
        if (spokenName(widget).isEmpty())
            found << calledOf(widget);
    }
    return found;
}

/// Smaller than a finger or a trembling hand can hit (WCAG 2.2, 2.5.8).
inline QStringList tooSmall(QWidget *root)
{
    QStringList found;
    for (QWidget *widget : controls(root)) {
        if (widget->width() < 24 || widget->height() < 24)
            found << u"%1: %2x%3"_s.arg(calledOf(widget)).arg(widget->width()).arg(widget->height());
    }
    return found;
}

/// Qt gives Tab to the chosen one of a group; the arrow keys lead to the others.
inline bool isReachedByArrows(const QWidget *widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    if (!button || !button->group() || !button->group()->exclusive())
        return false;
    const QList<QAbstractButton *> all = button->group()->buttons();
    return std::ranges::any_of(all, [](const QAbstractButton *one) { return bool(one->focusPolicy() & Qt::TabFocus); });
}

/// Neither Tab nor a documented key leads there. `documented`: object names that have such a key.
inline QStringList unreachable(QWidget *root, const QStringList &documented = {})
{
    QStringList found;
    for (QWidget *widget : controls(root)) {
        const bool byTab = widget->focusPolicy() & Qt::TabFocus;
        const QWidget *proxy = widget->focusProxy();
        if (widget->isEnabled() && !byTab && !isReachedByArrows(widget) && !widget->testAttribute(Qt::WA_TransparentForMouseEvents) && !(proxy && (proxy->focusPolicy() & Qt::TabFocus)) && !documented.contains(widget->objectName()))
            found << calledOf(widget);
    }
    return found;
}

/// Reaches over an edge of its parent, where nothing scrolls.
inline QStringList outside(QWidget *root)
{
    QStringList found;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        const QWidget *parent = widget->parentWidget();
        if (!widget->isVisible() || widget->isWindow() || isPart(widget) || widget->testAttribute(Qt::WA_TransparentForMouseEvents))
            continue;
        const auto *area = qobject_cast<const QAbstractScrollArea *>(parent->parentWidget());
        if (area && area->viewport() == parent)
            continue;
        // A mirrored splitter is off by the pixel of its handle.
        if (!parent->rect().adjusted(-1, 0, 1, 0).contains(widget->geometry()) && !widget->size().isEmpty())
            found << u"%1: %2,%3 %4x%5 in %6x%7"_s.arg(calledOf(widget)).arg(widget->x()).arg(widget->y()).arg(widget->width())
                         .arg(widget->height()).arg(parent->width()).arg(parent->height());
    }
    return found;
}

} // namespace aiops::test
