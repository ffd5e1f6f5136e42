#pragma once

#include "features/rotation/awsclient.h"
#include "team/gatekeeper.h"
#include "vault/rotations.h"

#include <QObject>

namespace aiops::rotation {

struct AwsOptions
{
    QUrl endpoint;    ///< empty: AWS itself
    int keepDays = 7; ///< how long the old key stays, disabled, before it is deleted
};

/// AWS access keys: a second key is created, tested, adopted; the old one disabled, and deleted some days later. Each step
/// is stored before and after it is done. Main thread; the services outlive it.
class AwsRotator final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        vault::Vault &vault;
        team::Gatekeeper &gatekeeper;
        const Clock &clock;
        std::shared_ptr<HttpPost> http;
        std::chrono::milliseconds wait = std::chrono::seconds(2); ///< between tests of a new key: AWS needs some seconds
    };
    explicit AwsRotator(Parts parts, QObject *parent = nullptr);

    /// Errors: Invalid (no AWS key), Conflict (the user has two keys already; one is going on), those of AwsClient.
    Future<vault::Rotation> rotate(Permit permit, CredentialId credential, AwsOptions options);
    Future<vault::Rotation> resume(Permit permit, CredentialId credential);
    /// Deletes the disabled keys whose time is over. How many; the vault must be open. Called at start and daily.
    Future<int> deleteDue();

    void setProbe(std::function<void(const QString &point)> probe) { m_probe = std::move(probe); } ///< for tests

private:
    struct Run;
    using Runs = std::shared_ptr<Run>;
    Future<vault::Rotation> drive(Runs run);
    Future<void> prepare(Runs run, AwsKey old);
    Future<void> create(Runs run);
    Future<void> test(Runs run);
    Future<void> adoptAndDisable(Runs run);
    Future<void> setPhase(Runs run, QString phase);
    Future<AwsKey> key(QUuid rotation, vault::Rotations::Which which);
    AwsClient client(const vault::Rotation &rotation) const;
    void at(const QString &point) const;

    Parts m_parts;
    vault::Rotations m_rotations;
    std::function<void(const QString &)> m_probe;
};

} // namespace aiops::rotation
