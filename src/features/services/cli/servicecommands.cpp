#include "features/services/cli/servicecommands.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/services/presets.h"
#include "features/services/tunnel.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

using namespace Qt::StringLiterals;

namespace aiops::services {

namespace {

using cli::Context;
using inventory::Instance;
using inventory::Service;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::services", text);
}

Result<Instance> instanceOf(const Context &context)
{
    return cli::selectedInstance(context, context.arguments.value(u"INSTANCE"_s));
}

/// By name, id, kind or port; more than one that fits is an error that lists them.
Result<Service> serviceOf(const Context &context, const Instance &instance)
{
    const QString wanted = context.arguments.value(u"SERVICE"_s);
    const auto all = context.services->inventory->services(instance.id);
    if (!all)
        return std::unexpected(all.error());
    QList<Service> fits;
    for (const Service &service : *all) {
        if (service.name == wanted || service.id.toString() == wanted)
            return service;
        if (service.kind == wanted || QString::number(service.port) == wanted || service.name.compare(wanted, Qt::CaseInsensitive) == 0)
            fits.append(service);
    }
    if (fits.size() == 1)
        return fits.first();
    QStringList names;
    for (const Service &service : std::as_const(fits))
        names << u"%1 (%2)"_s.arg(service.name).arg(service.port);
    return std::unexpected(fits.isEmpty() ? Error{Errc::NotFound, say("%1 has no service “%2”.").arg(instance.name, wanted), {}}
                                          : Error{Errc::Ambiguous, say("“%1” fits several services: %2.").arg(wanted, names.join(u", "_s)), {}});
}

QJsonObject rowOf(const Instance &instance, const Service &service)
{
    return {{u"id"_s, service.id.toString()}, {u"instance"_s, instance.name}, {u"name"_s, service.name}, {u"kind"_s, service.kind},
            {u"port"_s, service.port}, {u"path"_s, service.path},
            {u"credential"_s, service.credential.isNull() ? QJsonValue() : QJsonValue(service.credential.toString())}};
}

QList<cli::Column> columns()
{
    return {{u"name"_s, say("Name")}, {u"kind"_s, say("Kind")}, {u"port"_s, say("Port")}, {u"path"_s, say("Path")}, {u"id"_s, say("Id")}};
}

Result<Permit> permitFor(const Context &context, team::Action action, const Instance &instance)
{
    return context.services->gatekeeper->request(action, {u"instance"_s, instance.id.toString(), instance.name});
}

Future<int> list(Context context)
{
    const auto instance = instanceOf(context);
    if (!instance)
        co_return std::unexpected(instance.error());
    const auto services = context.services->inventory->services(instance->id);
    if (!services)
        co_return std::unexpected(services.error());
    QList<QJsonObject> rows;
    for (const Service &service : *services)
        rows.append(rowOf(*instance, service));
    cli::printList(*context.io, context.arguments, columns(), rows);
    co_return 0;
}

Status takeValues(const Context &context, Service &service)
{
    const cli::Arguments &arguments = context.arguments;
    const bool isNew = service.id.isNull();
    service.kind = arguments.value(u"--kind"_s, service.kind);
    if (isNew && !arguments.has(u"--port"_s))
        service.port = presetOf(service.kind).port;
    if (arguments.has(u"--port"_s)) {
        bool good = false;
        service.port = arguments.value(u"--port"_s).toInt(&good);
        if (!good)
            return std::unexpected(Error{Errc::Invalid, say("The port must be 1 to 65535."), {}});
    }
    service.name = arguments.value(isNew ? u"NAME"_s : u"--name"_s, service.name);
    service.path = arguments.value(u"--path"_s, service.path);
    if (const QString id = arguments.value(u"--credential"_s); !id.isEmpty()) {
        service.credential = CredentialId::parse(id);
        if (service.credential.isNull() && id != u"none")
            return std::unexpected(Error{Errc::Invalid, say("Give the id of the credential, or none."), {}});
    }
    return {};
}

Future<int> save(Context context, bool isNew)
{
    const auto instance = instanceOf(context);
    if (!instance)
        co_return std::unexpected(instance.error());
    auto service = isNew ? Result<Service>(Service{.id = {}, .instance = instance->id, .kind = u"custom"_s}) : serviceOf(context, *instance);
    const Status taken = service ? takeValues(context, *service) : Status(std::unexpected(service.error()));
    if (!taken)
        co_return std::unexpected(taken.error());
    auto permit = permitFor(context, team::Action::ServiceEdit, *instance);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto saved = co_await context.services->inventory->saveService(std::move(*permit), *service);
    if (!saved)
        co_return std::unexpected(saved.error());
    cli::printObject(*context.io, context.arguments, columns(), rowOf(*instance, *saved));
    co_return 0;
}

Future<int> remove(Context context)
{
    const auto instance = instanceOf(context);
    const auto service = instance ? serviceOf(context, *instance) : std::unexpected(instance.error());
    if (!service)
        co_return std::unexpected(service.error());
    auto permit = permitFor(context, team::Action::ServiceEdit, *instance);
    if (!permit)
        co_return std::unexpected(permit.error());
    if (const auto done = co_await context.services->inventory->removeService(std::move(*permit), service->id); !done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, say("Removed %1 from %2.").arg(service->name, instance->name));
    co_return 0;
}

/// Until the person interrupts, or the connection is lost for good.
Future<int> keepOpen(cli::Io *io, std::shared_ptr<Tunnel> tunnel)
{
    const auto promise = std::make_shared<QPromise<Result<int>>>();
    promise->start();
    const auto end = [promise](Result<int> result) {
        if (!promise->future().isFinished()) {
            promise->addResult(std::move(result));
            promise->finish();
        }
    };
    QObject::connect(io, &cli::Io::interrupted, tunnel.get(), [end] { end(exitCode(Errc::Cancelled)); });
    QObject::connect(io, &QObject::destroyed, tunnel.get(), [end] { end(exitCode(Errc::Cancelled)); });
    QObject::connect(tunnel.get(), &Tunnel::closed, tunnel.get(), [end](const Error &reason) { end(std::unexpected(reason)); });
    co_return co_await promise->future();
}

Future<int> open(Context context)
{
    const auto instance = instanceOf(context);
    const auto service = instance ? serviceOf(context, *instance) : std::unexpected(instance.error());
    if (!service)
        co_return std::unexpected(service.error());
    if (const auto unlocked = co_await cli::ensureUnlocked(context, instance->id); !unlocked)
        co_return std::unexpected(unlocked.error());
    auto tunnel = co_await openTunnel({*context.services->inventory, *context.services->gatekeeper, *context.services->pool, cli::interaction(context)}, service->id);
    if (!tunnel)
        co_return std::unexpected(tunnel.error());
    const QString url = (*tunnel)->url().toString(QUrl::FullyEncoded);
    if (context.arguments.json)
        cli::printRecord(*context.io, {{u"address"_s, (*tunnel)->address()}, {u"url"_s, url.isEmpty() ? QJsonValue() : QJsonValue(url)}});
    else
        context.io->out((url.isEmpty() ? (*tunnel)->address() : url).toUtf8() + '\n');
    cli::printMessage(*context.io, context.arguments, say("Open until you press Ctrl+C."));
    co_return co_await keepOpen(context.io, *tunnel);
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    using cli::Parameter;
    const QString noun = u"instance"_s;
    const Parameter instance{u"INSTANCE"_s, Parameter::Positional, say("Name or id of the instance"), true, {}, noun};
    const Parameter service{u"SERVICE"_s, Parameter::Positional, say("Name, kind, port or id of the service"), true};
    QStringList kinds;
    for (const Preset &preset : presets())
        kinds << preset.kind;
    const QList<Parameter> values{{u"--port"_s, Parameter::Value, say("Port on the host (the usual one of the kind)")},
                                  {u"--path"_s, Parameter::Value, say("Path of a web page, like /admin")},
                                  {u"--credential"_s, Parameter::Value, say("Id of a credential, or none")}};
    Parameter kind{u"--kind"_s, Parameter::Value, say("What it is"), true, kinds};
    registry.add({noun, u"service list"_s, say("List what listens on an instance."), u"aiops instance service list web-1 --json"_s, {instance}, list});
    registry.add({noun, u"service add"_s, say("Add a service."), u"aiops instance service add web-1 Admin --kind http --port 8080 --path /admin"_s,
                  QList<Parameter>{instance, {u"NAME"_s, Parameter::Positional, say("What people call it"), true}, kind} + values,
                  [](Context context) { return save(std::move(context), true); }});
    kind.required = false;
    registry.add({noun, u"service edit"_s, say("Change values of a service."), u"aiops instance service edit web-1 Admin --port 8081"_s,
                  QList<Parameter>{instance, service, {u"--name"_s, Parameter::Value, say("New name")}, kind} + values,
                  [](Context context) { return save(std::move(context), false); }});
    registry.add({noun, u"service remove"_s, say("Remove a service."), u"aiops instance service remove web-1 Admin"_s, {instance, service}, remove});
    registry.add({noun, u"service open"_s, say("Open a tunnel to a service through SSH, print its address and keep it until Ctrl+C."),
                  u"aiops instance service open web-1 Admin"_s, QList<Parameter>{instance, service} + cli::passphraseParameters(), open});
}

} // namespace aiops::services
