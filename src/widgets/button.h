#pragma once

#include "widgets/theme.h"

#include <QKeySequence>
#include <QPushButton>

namespace aiops::widgets {

enum class ButtonKind { Plain, Primary, Danger, Ghost, Link };

/// In forms: dynamic properties kind ("primary", "danger", "ghost", "link") and small (true) of a QPushButton.
void setButtonKind(QPushButton *button, ButtonKind kind);
/// 26 px high instead of 30: page headers, filter rows, panes.
void setSmall(QWidget *control, bool isSmall = true);

/// `icon` is a name in resources/icons, drawn in the colour that fits the kind; empty for none.
QPushButton *makeButton(const QString &text, ButtonKind kind = ButtonKind::Plain, const QString &icon = {},
                        QWidget *parent = nullptr);
/// A button that shows only an icon: the name is read aloud and, with the shortcut, shown as tool tip.
QPushButton *makeIconButton(const QString &icon, const QString &name, const QKeySequence &shortcut = {},
                            QWidget *parent = nullptr);

} // namespace aiops::widgets
