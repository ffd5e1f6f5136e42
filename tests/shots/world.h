#pragma once

#include "gui/driver.h"
#include "gui/replayednetdata.h"
#include "support/sshserver.h"

namespace aiops::shots {

/// An organization as somebody may have it, with one host that really answers: checkout-web-01.
class World final
{
public:
    bool build();

    test::Driver driver;
    test::SshServer server;
    test::SshServer stranger; ///< of `fresh`
    test::ReplayedNetdata netdata;
    InstanceId live;
    InstanceId down;    ///< nothing listens on its port
    InstanceId fresh;   ///< its host key was never seen
    QByteArray hostKey; ///< "type base64" of the server

    bool trust(bool replace = false);
    void forget();

private:
    bool addProjects();
    bool addInstances();
    bool addCredentials();
    bool addOtherKinds();
    QHash<QString, ProjectId> m_projects;
};

inline const QByteArray kPassphrase = QByteArrayLiteral("river lamp orbit stone velvet");

} // namespace aiops::shots
