#pragma once

#include "core/future.h"
#include "core/ids.h"
#include "core/permit.h"
#include "core/secret.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <memory>
#include <vector>

namespace aiops {

enum class Purpose { Login, Sudo, Database, Cloud, Api, Proxy };

QString purposeName(Purpose purpose);            ///< "login", "sudo", …
Result<Purpose> parsePurpose(QStringView text);

/// Signs with a private key that stays where it is (vault, agent). Any thread.
class Signer
{
public:
    virtual ~Signer() = default;
    virtual QString name() const = 0;
    virtual QByteArray publicKey() const = 0; ///< RFC 4253 §6.6 key blob
    virtual QByteArray certificate() const { return {}; } ///< OpenSSH user certificate, one line; empty: none
    /// `algorithm` is the SSH signature algorithm ("ssh-ed25519", "rsa-sha2-512", …).
    /// Gives the SSH signature blob: string algorithm, string signature.
    virtual Future<QByteArray> sign(QByteArray data, QByteArray algorithm) = 0;
};

/// What signs in at a host. Empty members were not configured.
struct Login
{
    QString user;                                ///< user name kept with the credential; may be empty
    std::vector<std::shared_ptr<Signer>> signers;
    std::shared_ptr<const Secret> password;
    bool onlyTheseKeys = false; ///< one of them is chosen from the SSH agent: its other keys are not tried
    QList<Error> missing = {};  ///< credentials that could not be had now; their name is in the text
    std::function<Future<std::shared_ptr<const Secret>>()> oneTimeCode = {}; ///< the code of the moment; empty: none attached
    bool isPersonal = false; ///< attached for this person only: `user` goes before the host's
};

/// A credential that is not for signing in at a host: a cloud key, a token, a database login.
struct CredentialValue
{
    QString kind; ///< "aws-key", "api-token", …
    QString user;
    QMap<QString, QString> fields;
    std::shared_ptr<const Secret> value;
};

/// The only way for services to a secret. Asks for a permit, so that every use is checked and audited.
/// Main thread of the owner. Errors: VaultLocked, VaultMissing, NotFound (none attached), Integrity.
class CredentialSource
{
public:
    virtual ~CredentialSource() = default;
    virtual Future<Login> login(InstanceId instance, Purpose purpose, Permit permit) = 0;
    /// Errors as above; Invalid when it does not suit the purpose, Denied when it was revoked.
    virtual Future<CredentialValue> value(CredentialId credential, Purpose purpose, Permit permit);
};

} // namespace aiops
