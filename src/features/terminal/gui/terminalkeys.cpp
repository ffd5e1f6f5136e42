#include "features/terminal/gui/terminalkeys.h"

#include <QKeyEvent>

namespace aiops::terminal {

bool belongsToWindow(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const int key = event.key();
    if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier))
        return true;
    if (modifiers == Qt::AltModifier)
        return key >= Qt::Key_1 && key <= Qt::Key_9;
    if (modifiers == Qt::ControlModifier)
        return key == Qt::Key_Tab || key == Qt::Key_F6 || key == Qt::Key_QuoteLeft || key == Qt::Key_Comma;
    return false;
}

} // namespace aiops::terminal
