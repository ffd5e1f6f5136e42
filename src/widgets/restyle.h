#pragma once

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace aiops::widgets {

/// Sets a property that the style sheet looks at, and applies the style sheet again when it changed.
inline void restyle(QWidget *widget, const char *property, const QVariant &value)
{
    if (widget->property(property) == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace aiops::widgets
