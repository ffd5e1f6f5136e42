#pragma once

#include "features/rotation/awsrotator.h"
#include "features/rotation/duewatch.h"
#include "features/rotation/keyfinder.h"
#include "features/rotation/rotator.h"
#include "team/confirmer.h"

namespace aiops::inventory {
class Inventory;
}
namespace aiops::shell {
class Navigator;
}

namespace aiops::rotation {

/// What the feature works with; all of it outlives the window.
struct RotationServices
{
    vault::Vault &vault;
    inventory::Inventory &inventory;
    team::Gatekeeper &gatekeeper;
    ssh::KnownHosts &knownHosts;
    ssh::Pool &pool;
    const Clock &clock;
    QSettings &settings;
    std::function<Future<void>()> requestUnlock; ///< makes sure that the vault is open; empty: nothing is asked
    team::Confirmer *confirmer = nullptr;        ///< null: nothing is asked
};

/// One line of the plan.
struct PlanRow
{
    vault::CredentialInfo credential;
    vault::RotationState state;
    std::optional<vault::Rotation> last;
    QString method; ///< empty: by hand
    int targets = 0;
    bool isLive = false; ///< somebody works on it just now
};

/// Rotation as the window uses it: asks for permits, keeps what runs when a page closes. Main thread.
class RotationSession final : public QObject
{
    Q_OBJECT

public:
    RotationSession(RotationServices services, shell::Navigator &navigator, QObject *parent);

    Result<QList<PlanRow>> plan() const;
    const RotationServices &services() const { return m_services; }
    Rotator &rotator() { return m_rotator; }
    KeyFinder &keyFinder() { return m_finder; }
    QString instanceName(InstanceId id) const;
    int leadDays() const;

    Future<vault::Rotation> rotate(vault::CredentialInfo credential, RotateOptions options);
    Future<vault::Rotation> resume(vault::CredentialInfo credential);
    Future<void> snooze(vault::CredentialInfo credential, QDateTime until, QString reason);
    Future<void> schedule(vault::CredentialInfo credential, int days);

signals:
    void changed(); ///< read the plan again

private:
    Future<void> unlocked();
    void deleteDueKeys();
    void tellDue(const QList<DueItem> &items);
    void tellEnd(const QString &name, const Result<vault::Rotation> &rotation);

    RotationServices m_services;
    shell::Navigator &m_navigator;
    Rotator m_rotator;
    AwsRotator m_aws;
    KeyFinder m_finder;
    DueWatch m_due;
};

} // namespace aiops::rotation
