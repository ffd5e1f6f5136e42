#pragma once

#include "features/rotation/hostdoor.h"
#include "features/rotation/keyfile.h"
#include "inventory/types.h"
#include "vault/vault.h"

namespace aiops::rotation {

/// One line of an authorized_keys file at a host.
struct FoundKey
{
    QString account; ///< whose file it is in
    QString path;
    int line = 0;
    QString type;
    QString fingerprint;
    QString comment; ///< safe to show
    QString options;
    QString credential; ///< name of the one in the vault that has this key; empty: none
    QByteArray blob;
    bool isOurs = false; ///< in the file of the account that we sign in with
};

struct HostKeys
{
    inventory::Instance instance;
    QString account; ///< that signed in
    QList<FoundKey> keys;
    std::optional<Error> error;
};

enum class Removal { Removed, NotThere, Refused, Failed };
struct RemovedKey
{
    inventory::Instance instance;
    Removal outcome = Removal::Failed;
    int lines = 0;
    QString message; ///< why not, or what was left
};

/// Whose key is in which authorized_keys, over our own instances. Main thread; the services outlive it.
class KeyFinder final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        vault::Vault &vault;
        team::Gatekeeper &gatekeeper;
        ssh::KnownHosts &knownHosts;
        ssh::PoolOptions options = {};
        ssh::Pool *pool = nullptr; ///< for jump hosts
    };
    explicit KeyFinder(const Parts &parts, QObject *parent = nullptr);

    /// All files that the account may read: as root those of every account. A host that cannot be asked is a row with an
    /// error. `blob` empty: every key.
    Future<QList<HostKeys>> find(QList<inventory::Instance> instances, QByteArray blob = {}, int parallel = 8);
    /// Takes the key out of the file of the account that we sign in with. Refused where no other login was verified
    /// before; put back where that login fails after.
    Future<QList<RemovedKey>> remove(QList<inventory::Instance> instances, QByteArray blob, int parallel = 4);

signals:
    void progressed(int done, int of);

private:
    Future<HostKeys> look(inventory::Instance instance, QByteArray blob);
    Future<RemovedKey> removeAt(inventory::Instance instance, QByteArray blob);
    Future<HostDoor::Entered> enter(inventory::Instance instance, QByteArray without, std::shared_ptr<Login> used);
    QHash<QByteArray, QString> credentialNames() const;

    Parts m_parts;
    HostDoor m_door;
};

} // namespace aiops::rotation
