#pragma once

#include "shell/registry.h"

#include <QVariantMap>

class QSettings;

namespace aiops::shell {

/// The keys of this home's person, where they differ from those that the program brings.
class KeyMap final
{
public:
    explicit KeyMap(QSettings &settings) : m_settings(settings) {}

    /// What is set for the command; nullopt: what it brings. An empty list: no keys.
    std::optional<QList<QKeySequence>> chosen(const QString &actionId) const;
    void set(const QString &actionId, const QList<QKeySequence> &keys);
    void reset(const QString &actionId);
    void resetAll();
    QVariantMap saved() const;              ///< all that was chosen, for an undo
    void restore(const QVariantMap &saved); ///< and nothing else

    static QList<QKeySequence> defaults(const ActionSpec &spec);

private:
    QSettings &m_settings;
};

/// Whether a window may take this key from a terminal without taking something from the shell in it: Ctrl+Shift+…,
/// Alt+1 … 9, Ctrl+Tab, Ctrl+F6, Ctrl+` and Ctrl+comma (ui-spec 4, column T).
bool isTerminalSafe(QKeyCombination key);

/// One starts with the other: only the shorter would ever act.
bool keysClash(const QKeySequence &a, const QKeySequence &b);

/// Why nobody can have these keys for a command, in words; empty: they can.
QString whyReserved(const QKeySequence &keys);

/// "Ctrl+K, Ctrl+Shift+K"
QString shownKeys(const QList<QKeySequence> &keys);

} // namespace aiops::shell
