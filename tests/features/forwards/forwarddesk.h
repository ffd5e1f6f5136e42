#pragma once

#include "features/forwards/forwards.h"
#include "features/forwards/forwardspec.h"
#include "ssh/client/knownhosts.h"
#include "vault/vault.h"

#include "support/cutproxy.h"
#include "support/echoserver.h"
#include "support/sshdesk.h"

namespace aiops::test {

/// A desk with "web-1", and "cable-1": the same server behind a proxy that a test can cut.
class ForwardDesk final
{
public:
    bool open(const SshServer &server)
    {
        if (!desk.open(server) || !proxy.start(server.port()))
            return false;
        ssh::PoolOptions options = desk.services().pool->options();
        options.keepalive = std::chrono::milliseconds(2100);
        desk.services().pool->setOptions(options);
        inventory::InstanceEdit edit;
        edit.name = QStringLiteral("cable-1");
        edit.address = QStringLiteral("127.0.0.1");
        edit.port = proxy.port();
        edit.user = QString::fromLatin1(SshServer::user);
        const auto added = finished(desk.inventory().addInstance(desk.permit(team::Action::InstanceAdd), desk.inventory().currentOrganization(), edit));
        const QByteArrayList key = server.hostKeyLine().split(' ');
        const auto login = desk.services().vault->find(QStringLiteral("login"));
        if (!added || !login || !desk.services().knownHosts->trust(edit.address.value(), proxy.port(), {key[0], QByteArray::fromBase64(key[1])}))
            return false;
        cable = *added;
        return bool(finished(desk.services().vault->attach(desk.permit(team::Action::CredentialAttach), login->id, cable.id, Purpose::Login)));
    }
    forwards::Forwards &forwards() { return *desk.services().forwards; }
    Result<forwards::Forward> add(forwards::Kind kind, const QString &spec, InstanceId instance = {}, bool autostart = false)
    {
        auto forward = forwards::parseSpec(kind, spec);
        if (!forward)
            return forward;
        forward->instance = instance.isNull() ? desk.instance().id : instance;
        forward->autostart = autostart;
        return finished(forwards().save(desk.permit(team::Action::ForwardEdit), *forward));
    }
    Status start(forwards::ForwardId id) { return finished(forwards().start(id, std::make_shared<Refusing>())); }
    forwards::State state(forwards::ForwardId id) { return forwards().condition(id).state; }

    SshDesk desk;
    CutProxy proxy;
    inventory::Instance cable;
};

} // namespace aiops::test
