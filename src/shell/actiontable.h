#pragma once

#include "shell/keymap.h"

#include <QHash>
#include <QObject>

class QAction;
class QMenu;

namespace aiops::shell {

/// Every command of the window as a QAction whose keys work in all of it, or in its pages. Frame and features alike.
class ActionTable final : public QObject
{
    Q_OBJECT

public:
    ActionTable(QWidget *window, QSettings &settings);

    void add(const ActionSpec &spec); ///< has no keys before applyKeys()
    const QList<ActionSpec> &specs() const { return m_specs; }
    QAction *action(const QString &id) const { return m_actions.value(id); }
    /// Runs when it is enabled. False for an unknown or disabled id.
    bool run(const QString &id, const QString &objectId = {});
    /// As keys, menus and the palette do it: with what is selected, where the command takes that.
    bool trigger(const QString &id);
    void setSelection(std::function<QString(const QString &kind)> selection) { m_selection = std::move(selection); }
    /// Fills a menu with the actions of a menu key; they ask whether they are enabled when it opens.
    void fill(QMenu *menu, const QString &menuKey);
    /// The menu keys in their fixed order, then unknown ones.
    QStringList menuKeys() const;
    static QString menuTitle(const QString &menuKey);
    void watch(QMenu *menu); ///< for menus that were filled by hand
    const ActionSpec *spec(const QString &id) const;
    /// A page was made: commands that belong to it act while the focus is inside.
    void adoptPage(const QString &pageId, QWidget *page);

    /// Gives every command its keys. What a person chose goes before what a command brings; nobody gets keys that
    /// another one has where both could act, because then neither would.
    void applyKeys();
    QList<QKeySequence> keys(const QString &id) const;
    QString shownKey(const QString &id) const; ///< the first one, as in menus
    bool isChanged(const QString &id) const;
    /// Who has these keys, or keys that begin like them, where `id` would act too. Empty: nobody.
    QString ownerOf(const QKeySequence &keys, const QString &id) const;
    void setKeys(const QString &id, const QList<QKeySequence> &keys);
    /// The same, and the other one loses what clashes.
    void takeKeys(const QString &id, const QList<QKeySequence> &keys);
    void resetKeys(const QString &id);
    void resetAllKeys();
    QVariantMap savedKeys() const { return m_keys.saved(); }
    void restoreKeys(const QVariantMap &saved);
    /// Whether a command wants this key while a terminal has the focus.
    bool takesFromTerminal(QKeyCombination key) const;

signals:
    void keysChanged();

private:
    QList<QKeySequence> freeOf(const QList<QKeySequence> &wanted, const ActionSpec &spec) const;

    QWidget *m_window;
    std::function<QString(const QString &kind)> m_selection;
    KeyMap m_keys;
    QList<ActionSpec> m_specs;
    QHash<QString, QAction *> m_actions;
};

} // namespace aiops::shell
