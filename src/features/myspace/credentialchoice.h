#pragma once

#include "core/future.h"
#include "core/ids.h"

#include <QList>
#include <QObject>
#include <QString>

namespace aiops::myspace {

struct CredentialName
{
    CredentialId id;
    QString name;
    QString kind; ///< "password", "ssh-key"
    QString user; ///< may be empty
};

/// What My Space may know of the vault: names, and which instance uses which for signing in. The composition
/// implements it over the vault; it asks the gatekeeper itself. Main thread.
class CredentialChoice : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual QList<CredentialName> all() const = 0; ///< sorted by name; also while locked
    virtual QList<CredentialName> attachedTo(InstanceId instance) const = 0;
    virtual Future<void> attach(CredentialId credential, InstanceId instance) = 0;
    virtual Future<void> detach(CredentialId credential, InstanceId instance) = 0;

signals:
    void changed(); ///< a credential or an attachment, whoever did it; read again
};

} // namespace aiops::myspace
