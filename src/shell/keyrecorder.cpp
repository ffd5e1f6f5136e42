#include "shell/keyrecorder.h"

#include <QKeyEvent>

namespace aiops::shell {

using namespace Qt::StringLiterals;

KeyRecorder::KeyRecorder(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(u"keyRecorder"_s);
    setPlaceholderText(tr("Press the new keys"));
    setContextMenuPolicy(Qt::NoContextMenu);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    m_wait.setSingleShot(true);
    m_wait.setInterval(800);
    connect(&m_wait, &QTimer::timeout, this, &KeyRecorder::finish);
}

void KeyRecorder::showKeys(const QString &text)
{
    m_shown = text;
    m_pressed.clear();
    m_wait.stop();
    setText(text);
}

bool KeyRecorder::isTaken(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Escape:
        return event.modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    case Qt::Key_Control:
    case Qt::Key_Shift:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
    case Qt::Key_CapsLock:
    case Qt::Key_unknown:
        return false;
    default:
        return true;
    }
}

/// Before the window takes the key for a command, and before Tab moves the focus.
bool KeyRecorder::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isTaken(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && isTaken(*static_cast<QKeyEvent *>(event))) {
        keyPressEvent(static_cast<QKeyEvent *>(event));
        return true;
    }
    return QLineEdit::event(event);
}

void KeyRecorder::keyPressEvent(QKeyEvent *event)
{
    if (!isTaken(*event))
        return event->ignore();
    m_pressed.append(QKeyCombination(event->modifiers() & ~Qt::KeypadModifier, Qt::Key(event->key())));
    const QKeySequence so = m_pressed.size() == 1 ? QKeySequence(m_pressed[0]) : QKeySequence(m_pressed[0], m_pressed[1]);
    setText(so.toString(QKeySequence::NativeText) + (m_pressed.size() == 1 ? u" …"_s : QString()));
    if (m_pressed.size() == 2)
        finish();
    else
        m_wait.start();
}

void KeyRecorder::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (m_wait.isActive())
        finish();
}

void KeyRecorder::finish()
{
    m_wait.stop();
    const QList<QKeyCombination> pressed = std::exchange(m_pressed, {});
    if (pressed.isEmpty())
        return;
    setText(m_shown);
    emit recorded(pressed.size() == 1 ? QKeySequence(pressed[0]) : QKeySequence(pressed[0], pressed[1]));
}

} // namespace aiops::shell
