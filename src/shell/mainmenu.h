#pragma once

#include <QObject>
#include <QPointer>

class QMainWindow;
class QMenuBar;

namespace aiops::shell {

class ActionTable;

/// Hidden until Alt is pressed alone, or F10; made then. On macOS it is the native one and always there.
class MainMenu final : public QObject
{
    Q_OBJECT

public:
    MainMenu(QMainWindow *window, ActionTable &actions);
    void reveal();
    QMenuBar *bar();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void hideSoon();

    QMainWindow *m_window;
    ActionTable &m_actions;
    QPointer<QMenuBar> m_bar;
    bool m_altAlone = false;
};

} // namespace aiops::shell
