#pragma once

#include "shell/registry.h"

#include <QHash>
#include <QObject>

class QAction;
class QMenu;

namespace aiops::shell {

/// Every command of the window as a QAction whose shortcut works in all of it. Frame and features alike.
class ActionTable final : public QObject
{
    Q_OBJECT

public:
    explicit ActionTable(QWidget *window);

    void add(const ActionSpec &spec);
    const QList<ActionSpec> &specs() const { return m_specs; }
    QAction *action(const QString &id) const { return m_actions.value(id); }
    /// Runs when it is enabled. False for an unknown or disabled id.
    bool run(const QString &id, const QString &objectId = {});
    /// Fills a menu with the actions of a menu key; they ask whether they are enabled when it opens.
    void fill(QMenu *menu, const QString &menuKey);
    /// The menu keys in their fixed order, then unknown ones.
    QStringList menuKeys() const;
    static QString menuTitle(const QString &menuKey);
    void watch(QMenu *menu); ///< for menus that were filled by hand

private:
    const ActionSpec *spec(const QString &id) const;

    QWidget *m_window;
    QList<ActionSpec> m_specs;
    QHash<QString, QAction *> m_actions;
};

} // namespace aiops::shell
