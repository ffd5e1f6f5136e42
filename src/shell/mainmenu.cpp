#include "shell/mainmenu.h"

#include "shell/actiontable.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMainWindow>
#include <QMenuBar>
#include <QTimer>

namespace aiops::shell {

MainMenu::MainMenu(QMainWindow *window, ActionTable &actions) : QObject(window), m_window(window), m_actions(actions)
{
    qApp->installEventFilter(this);
#ifdef Q_OS_MACOS
    bar();
#endif
}

QMenuBar *MainMenu::bar()
{
    if (m_bar)
        return m_bar;
    m_bar = new QMenuBar(m_window);
    for (const QString &key : m_actions.menuKeys()) {
        QMenu *menu = m_bar->addMenu(ActionTable::menuTitle(key));
        m_actions.fill(menu, key);
        connect(menu, &QMenu::aboutToHide, this, &MainMenu::hideSoon);
    }
    m_window->setMenuBar(m_bar);
    return m_bar;
}

void MainMenu::reveal()
{
    bar()->show();
    bar()->setFocus(Qt::MenuBarFocusReason);
    bar()->setActiveAction(bar()->actions().value(0));
}

/// Later, because going from one menu to its neighbour hides the first before it shows the second.
void MainMenu::hideSoon()
{
#ifndef Q_OS_MACOS
    QTimer::singleShot(0, this, [this] {
        if (m_bar && !QApplication::activePopupWidget())
            m_bar->hide();
    });
#endif
}

bool MainMenu::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (m_bar && m_bar->isVisible() && key->key() == Qt::Key_Escape && watched == m_bar)
            hideSoon();
        m_altAlone = key->key() == Qt::Key_Alt && !(key->modifiers() & ~Qt::AltModifier);
        break;
    }
    case QEvent::KeyRelease:
        if (m_altAlone && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt && m_window->isActiveWindow()) {
            m_altAlone = false;
            m_bar && m_bar->isVisible() ? m_bar->hide() : reveal();
            return true;
        }
        break;
    case QEvent::MouseButtonPress:
    case QEvent::WindowDeactivate:
    case QEvent::Shortcut:
        m_altAlone = false;
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace aiops::shell
