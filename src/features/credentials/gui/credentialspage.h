#pragma once

#include "shell/page.h"

#include <functional>

class QPushButton;
class QStackedWidget;
class QTabBar;

namespace aiops::widgets {
class Banner;
class Chip;
}

namespace aiops::credentials {

class CredentialInspector;
class CredentialList;
class VaultSession;

/// The vault: credentials by name, and as second tab the host keys that the composition hands in.
class CredentialsPage final : public shell::Page
{
    Q_OBJECT

public:
    using MakeWidget = std::function<QWidget *(QWidget *parent)>;

    CredentialsPage(VaultSession &session, MakeWidget hostKeys, QWidget *parent = nullptr);

    QWidget *inspector() override;
    QWidget *mainView() override;
    void openObject(const QString &objectId) override; ///< a credential id, or "hostkeys"
    void focusFilter() override;

private:
    QWidget *makeHeader();
    void addTabs();
    CredentialInspector *details();
    void showTab(int tab);
    void showState();

    VaultSession &m_session;
    MakeWidget m_makeHostKeys;
    widgets::Chip *m_state;
    QPushButton *m_lock;
    QPushButton *m_unlock;
    widgets::Banner *m_banner;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    CredentialList *m_list;
    QWidget *m_hostKeys = nullptr;
    CredentialInspector *m_inspector = nullptr;
};

} // namespace aiops::credentials
