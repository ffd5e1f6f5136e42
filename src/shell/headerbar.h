#pragma once

#include "shell/registry.h"

#include <QFrame>

class QHBoxLayout;
class QPushButton;

namespace aiops::shell {

class ActionTable;
class ScopeButton;
class SearchButton;

/// Brand, scopes, search, "+ Add", inspector switch.
class HeaderBar final : public QFrame
{
    Q_OBJECT

public:
    HeaderBar(const QList<ScopeSpec> &scopes, ActionTable &actions, QWidget *parent = nullptr);
    void refresh(); ///< asks the scopes for their texts
    void setInspectorState(bool available, bool shown);
    void openScope(const QString &id); ///< as if its button were pressed
    /// The keys that the hints and tool tips name.
    void showKeys(const QString &search, const QString &inspector);

signals:
    void searchRequested();
    void inspectorToggled();

private:
    void addScopes(QHBoxLayout *row);
    QWidget *makeAddButton(ActionTable &actions);

    QList<ScopeSpec> m_scopes;
    QList<ScopeButton *> m_scopeButtons;
    SearchButton *m_search;
    QPushButton *m_inspector;
};

} // namespace aiops::shell
