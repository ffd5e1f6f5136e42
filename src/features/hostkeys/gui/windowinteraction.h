#pragma once

#include "ssh/client/transport.h"
#include "team/confirmer.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <deque>

class QDialog;

namespace aiops::hostkeys {

/// Asks in dialogs of a window, one at a time. Main thread. When the window is gone, the answer is no.
class WindowInteraction final : public QObject, public ssh::Interaction
{
    Q_OBJECT

public:
    using EnvironmentOf = std::function<QString(const ssh::Endpoint &)>; ///< "prod", "staging", "dev" or ""

    explicit WindowInteraction(QWidget *window = nullptr, EnvironmentOf environmentOf = {});
    ~WindowInteraction() override;
    /// Who rules on replacing a changed key, and asks for the passphrase. Without them nothing is replaced.
    void setGate(team::Gatekeeper &gatekeeper, team::Confirmer &confirmer)
    {
        m_gatekeeper = &gatekeeper;
        m_confirmer = &confirmer;
    }
    /// For a window that is made after its services.
    void setWindow(QWidget *window) { m_window = window; }

    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion question) override;
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest request) override;
    void touch(const ssh::Endpoint &endpoint, const QString &key, bool waiting) override;

private:
    using Ask = std::function<QDialog *()>;
    void enqueue(Ask ask);
    void next();
    Future<void> mayReplace(ssh::HostKeyQuestion question);

    QPointer<QWidget> m_window;
    EnvironmentOf m_environmentOf;
    team::Gatekeeper *m_gatekeeper = nullptr;
    team::Confirmer *m_confirmer = nullptr;
    std::deque<Ask> m_waiting;
    QPointer<QDialog> m_current;
    QHash<QString, QPointer<QDialog>> m_touches; ///< by host and key
};

} // namespace aiops::hostkeys
