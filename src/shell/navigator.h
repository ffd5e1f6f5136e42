#pragma once

#include "core/error.h"

#include <QObject>
#include <QString>

#include <functional>

namespace aiops::shell {

/// How pages reach each other and the frame, without knowing each other. One per window, main thread.
class Navigator final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void open(const QString &page, const QString &objectId = {}) { emit opened(page, objectId); }
    void back() { emit backRequested(); }
    /// Runs a registered action by its id: features start each other's commands this way.
    void run(const QString &actionId, const QString &objectId = {}) { emit runRequested(actionId, objectId); }
    /// A line at the bottom right, 6 s (20 s with an undo).
    void toast(const QString &text, const QString &actionText = {}, std::function<void()> action = {})
    {
        emit toastRequested(text, actionText, action);
    }
    /// A failure: kept in the Problems list of the bottom panel too.
    void problem(const QString &where, const Error &error) { emit problemRaised(where, error); }
    /// An activity with a log line: shown in the Output list; `cancel` may be empty.
    void activity(const QString &text) { emit activityNoted(text); }
    void refreshStatus() { emit statusChanged(); } ///< status bar and scope buttons ask their texts again
    void refreshSearch() { emit searchChanged(); } ///< an index has new rows: an open palette asks again
    void togglePause() { emit pauseToggled(); }    ///< Ctrl+.: what is live on the screen stops or goes on

    /// Whether a command takes this key although a terminal has the focus (column T of the key map). The window tells.
    bool takesFromTerminal(QKeyCombination key) const { return m_takesFromTerminal && m_takesFromTerminal(key); }
    void setTerminalRule(std::function<bool(QKeyCombination)> rule) { m_takesFromTerminal = std::move(rule); }

signals:
    void opened(const QString &page, const QString &objectId);
    void backRequested();
    void runRequested(const QString &actionId, const QString &objectId);
    void toastRequested(const QString &text, const QString &actionText, const std::function<void()> &action);
    void problemRaised(const QString &where, const aiops::Error &error);
    void activityNoted(const QString &text);
    void statusChanged();
    void searchChanged();
    void pauseToggled();

private:
    std::function<bool(QKeyCombination)> m_takesFromTerminal;
};

} // namespace aiops::shell
