#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "core/permit.h"
#include "core/secret.h"

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
class WindowVault final : public QObject
{
    Q_OBJECT

public:
    WindowVault(vault::Vault &vault, team::Gatekeeper &gatekeeper, QObject *parent = nullptr);

    vault::Vault &vault() const { return m_vault; }

    /// Done at once when it is unlocked. Else the dialog that makes or unlocks it, one at a time: later callers wait for
    /// the same answer. Cancelled when it is closed.
    Future<void> requestUnlock(QWidget *parent);

    Future<void> create(std::shared_ptr<const Secret> passphrase);
    Future<void> unlock(std::shared_ptr<const Secret> passphrase);
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
