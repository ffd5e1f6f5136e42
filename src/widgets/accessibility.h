#pragma once

#include <QAccessible>
#include <QWidget>

namespace aiops::widgets {

/// Gives a widget that we paint ourselves the role that screen readers announce. Buttons keep their press action.
void setRole(QWidget *widget, QAccessible::Role role);

} // namespace aiops::widgets
