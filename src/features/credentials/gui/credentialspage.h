#pragma once

#include "core/ids.h"
#include "shell/page.h"

#include <functional>

class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace aiops::widgets {
class EmptyState;
class FilterBar;
}

namespace aiops::credentials {

class CredentialInspector;
class CredentialModel;
class LockPanel;
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
    QWidget *makeList();
    void addTable(QWidget *holder);
    void showTab(int tab);
    void showState();

    VaultSession &m_session;
    MakeWidget m_makeHostKeys;
    CredentialModel *m_model;
    QSortFilterProxyModel *m_filter;
    QTableView *m_table;
    widgets::FilterBar *m_text;
    widgets::EmptyState *m_empty;
    LockPanel *m_lockPanel;
    QTabBar *m_tabs;
    QStackedWidget *m_tabStack;
    QStackedWidget *m_stack;
    QPushButton *m_lock;
    QPushButton *m_unlock;
    CredentialInspector *m_inspector = nullptr;
    QWidget *m_hostKeys = nullptr;
};

} // namespace aiops::credentials
