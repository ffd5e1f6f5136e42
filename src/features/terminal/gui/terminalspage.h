#pragma once

#include "features/terminal/gui/terminalservices.h"
#include "shell/page.h"

class QLineEdit;
class QStackedWidget;

namespace aiops::shell {
class Navigator;
}

namespace aiops::terminal {

class HostList;
class SessionTabBar;

/// Area 2: a tab per session, the quick connect field above, the hosts at the side.
class TerminalsPage final : public shell::Page
{
    Q_OBJECT

public:
    TerminalsPage(TerminalServices services, shell::Navigator &navigator, QWidget *parent = nullptr);

    QWidget *mainView() override;
    void openObject(const QString &instanceId) override; ///< a new terminal on that instance
    void focusFilter() override;
    void refresh() override;

    void openLocal(); ///< a new terminal on this computer
    void focusQuickConnect();
    void closeCurrent();
    void step(int direction); ///< next or previous tab
    void showTab(int index);  ///< the last one, where there are fewer
    void connectTo(const QString &address); ///< user@host:port, without saving it
    TerminalPane *current() const;
    int count() const;
    int running() const;

private:
    QWidget *makeSidePane(QWidget *parent) override;
    void buildBar(class QVBoxLayout &layout);
    void quickConnect();
    void openInstance(const inventory::Instance &instance);
    void open(const ssh::Endpoint &endpoint, const QString &environment);
    void addPane(TerminalPane *pane);
    void offerToSave(TerminalPane *pane);
    void closeTab(int index);
    void removeTab(int index);
    void showCurrent();
    TerminalPane *pane(int index) const;
    int indexOf(const TerminalPane *pane) const;

    TerminalServices m_services;
    shell::Navigator &m_navigator;
    QLineEdit *m_quick;
    SessionTabBar *m_tabs;
    QStackedWidget *m_stack;
    HostList *m_hosts = nullptr;
    QWidget *m_empty;
    QList<TerminalPane *> m_panes; ///< in the order of the tabs
};

} // namespace aiops::terminal
