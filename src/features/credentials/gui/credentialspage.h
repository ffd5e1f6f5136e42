#pragma once

#include "shell/page.h"

#include <functional>

class QHBoxLayout;
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
class LockCard;
class VaultSession;

/// A tab beside the credentials, which the composition hands in.
struct VaultTab
{
    QString id; ///< what openObject() takes
    QString title;
    std::function<QWidget *(QWidget *parent)> create; ///< on first use
};

/// The vault: credentials by name, and further tabs.
class CredentialsPage final : public shell::Page
{
    Q_OBJECT

public:
    CredentialsPage(VaultSession &session, QList<VaultTab> tabs, QWidget *parent = nullptr);

    QWidget *mainView() override;
    void openObject(const QString &objectId) override; ///< a credential id, or the id of a tab
    void focusFilter() override;

private:
    QWidget *makeInspector(QWidget *parent) override;
    QWidget *makeHeader();
    void addTabs();
    CredentialInspector *details();
    void addChips(QHBoxLayout *row);
    void showTab(int tab);
    void showState();
    void showChips();
    void followChips();
    bool coversWithLock() const;

    VaultSession &m_session;
    QList<VaultTab> m_extraTabs;
    widgets::Chip *m_state;
    QPushButton *m_lock;
    QPushButton *m_unlock;
    widgets::Banner *m_banner;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    CredentialList *m_list;
    QHash<int, QWidget *> m_extraPages; ///< by tab
    LockCard *m_lockCard;
    bool m_listWhileLocked = false;
    QList<widgets::Chip *> m_chips; ///< expired, due, rotating
    CredentialInspector *m_inspector = nullptr;
};

} // namespace aiops::credentials
