#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "core/permit.h"
#include "core/secret.h"
#include "team/confirmer.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace aiops::team {
class Gatekeeper;
}
namespace aiops::vault {
class Vault;
}

namespace aiops::credentials {

class AnswerDialog;

/// The lock of the vault as a window handles it: asks for permits, opens the dialog that is needed. Main thread; must
/// outlive the window.
class WindowVault final : public QObject, public team::Confirmer
{
    Q_OBJECT

public:
    WindowVault(vault::Vault &vault, team::Gatekeeper &gatekeeper, QObject *parent = nullptr);

    vault::Vault &vault() const { return m_vault; }

    /// Done at once when it is unlocked. Else the dialog that makes or unlocks it, one at a time: later callers wait for
    /// the same answer. Cancelled when it is closed.
    Future<void> requestUnlock(QWidget *parent);

    /// A dialog over the active window, when `action` needs it. `why`: one sentence of what comes next.
    Future<void> confirm(team::Action action, QString why) override;

    Future<void> create(std::shared_ptr<const Secret> passphrase);
    Future<void> unlock(std::shared_ptr<const Secret> passphrase);
    /// The passphrase again, for `action`; opens a locked vault as well.
    Future<void> prove(team::Action action, std::shared_ptr<const Secret> passphrase);
    Future<void> changePassphrase(std::shared_ptr<const Secret> old, std::shared_ptr<const Secret> fresh);
    Status lock();

    /// "Vault unlocked, locks in 12 min": of the status bar.
    QString stateText(const Clock &clock) const;

private:
    void closeWhenUnlocked();

    vault::Vault &m_vault;
    team::Gatekeeper &m_gatekeeper;
    QPointer<AnswerDialog> m_dialog;
};

} // namespace aiops::credentials
