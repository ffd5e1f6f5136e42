#pragma once

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace aiops::widgets {

/// Sets a property that the style sheet looks at, and applies the style sheet again when it changed. A widget that was never
/// shown gets its style then: twice would be for nothing.
inline void restyle(QWidget *widget, const char *property, const QVariant &value)
{
    if (widget->property(property) == value)
        return;
    widget->setProperty(property, value);
    if (!widget->testAttribute(Qt::WA_WState_Polished))
        return;
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace aiops::widgets
