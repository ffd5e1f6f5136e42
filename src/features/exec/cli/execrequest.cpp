#include "features/exec/cli/execrequest.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "features/exec/extras.h"
#include "features/exec/targets.h"

#include <QDir>
#include <QRegularExpression>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using cli::Context;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

std::unexpected<Error> invalid(const QString &text)
{
    return std::unexpected(Error{Errc::Invalid, text});
}

using Instances = QList<inventory::Instance>;

Result<Instances> named(const Context &context)
{
    Instances found;
    for (const QString &name : context.arguments.values(u"NAME"_s)) {
        const auto instance = cli::selectedInstance(context, name);
        if (!instance)
            return std::unexpected(instance.error());
        if (!std::ranges::contains(found, instance->id, &inventory::Instance::id))
            found.append(*instance);
    }
    return found;
}

Result<Instances> filtered(const Context &context, OrganizationId organization)
{
    const cli::Arguments &arguments = context.arguments;
    inventory::InstanceFilter filter{.organization = organization, .text = {}, .tags = arguments.values(u"--tag"_s), .environment = {}};
    for (const QString &name : arguments.values(u"--project"_s)) {
        const auto project = context.services->inventory->findProject(organization, name);
        if (!project)
            return std::unexpected(project.error());
        filter.anyOfProjects += project->id;
    }
    if (arguments.has(u"--env"_s)) {
        const auto environment = inventory::parseEnvironment(arguments.value(u"--env"_s));
        if (!environment)
            return std::unexpected(environment.error());
        filter.environment = *environment;
    }
    return context.services->inventory->instances(filter);
}

Result<QList<Target>> selectTargets(const Context &context, OrganizationId organization)
{
    const cli::Arguments &arguments = context.arguments;
    const bool filters = arguments.has(u"--project"_s) || arguments.has(u"--tag"_s) || arguments.has(u"--env"_s);
    const int ways = int(arguments.has(u"NAME"_s)) + int(filters) + int(arguments.has(u"--all"_s));
    if (ways != 1)
        return invalid(tr("Say which hosts: names, or --project, --tag and --env, or --all."));
    const auto instances = arguments.has(u"NAME"_s) ? named(context) : filtered(context, organization);
    if (!instances)
        return std::unexpected(instances.error());
    return targetsOf(*context.services->inventory, organization, *instances);
}

QString pathOf(const Context &context, const QString &option)
{
    return QDir(context.io->directory()).filePath(context.arguments.value(option));
}

Status takeVariables(const Context &context, Request &request)
{
    for (const QString &line : context.arguments.values(u"--env-var"_s)) {
        const auto variable = parseVariable(line);
        if (!variable)
            return std::unexpected(variable.error());
        request.variables += *variable;
    }
    if (!context.arguments.has(u"--env-file"_s))
        return {};
    const auto content = contentOf(pathOf(context, u"--env-file"_s), 1 << 20);
    const auto variables = content ? parseVariables(QString::fromUtf8(*content)) : std::unexpected(content.error());
    return variables.transform([&request](const QList<Variable> &all) { request.variables += all; });
}

Status takeLimits(const cli::Arguments &arguments, Request &request)
{
    if (arguments.has(u"--parallel"_s)) {
        bool good = false;
        request.parallel = arguments.value(u"--parallel"_s).toInt(&good);
        if (!good)
            return invalid(tr("At a time: 1 to 1000 hosts."));
    }
    const auto take = [&arguments](const QString &name, std::chrono::milliseconds &to) -> Status {
        if (!arguments.has(name))
            return {};
        const auto parsed = parseDuration(arguments.value(name));
        if (parsed)
            to = *parsed;
        return parsed ? Status() : std::unexpected(parsed.error());
    };
    return take(u"--timeout"_s, request.hostLimit).and_then([&] { return take(u"--connect-timeout"_s, request.connectLimit); });
}

/// Command, limits and failed hosts of a kept execution.
Status takeKept(const Context &context, OrganizationId organization, Request &request)
{
    const Executions &executions = *context.services->executions;
    const auto kept = executions.find(organization, context.arguments.value(u"--run"_s, u"last"_s));
    const auto hosts = kept ? executions.hosts(kept->id) : std::unexpected(kept.error());
    if (!hosts)
        return std::unexpected(hosts.error());
    if (kept->isMasked)
        return std::unexpected(Error{Errc::Conflict, tr("That command held something secret, which is not kept. Type it again.")});
    const bool wantsInput = kept->settings[u"input_bytes"_s].toDouble() > 0 && !context.arguments.has(u"--stdin"_s) && !context.arguments.has(u"--stdin-file"_s);
    const bool wantsVariables = !kept->settings[u"variables"_s].toArray().isEmpty() && request.variables.isEmpty();
    if (wantsInput || wantsVariables)
        return std::unexpected(Error{Errc::Conflict, wantsInput ? tr("That command had something for its stdin, which is not kept. Give it again.")
                                                                : tr("That command had variables, whose values are not kept. Give them again.")});
    request.command = kept->command;
    request.directory = kept->settings[u"directory"_s].toString();
    request.useSudo = kept->settings[u"sudo"_s].toBool();
    request.parallel = kept->settings[u"parallel"_s].toInt(request.parallel);
    request.hostLimit = std::chrono::milliseconds(qint64(kept->settings[u"host_limit_ms"_s].toDouble()));
    Instances instances;
    for (const KeptHost &host : *hosts) {
        const auto instance = isRetried(host.state) ? context.services->inventory->instance(host.instance) : std::unexpected(Error{});
        if (instance)
            instances += *instance;
    }
    const auto targets = targetsOf(*context.services->inventory, organization, instances);
    if (targets && targets->isEmpty())
        return std::unexpected(Error{Errc::NotFound, tr("No host of that execution failed.")});
    return targets.transform([&request](const QList<Target> &all) { request.targets = all; });
}

/// All of stdin, at most 16 MiB.
class InputReader final : public QObject
{
public:
    explicit InputReader(cli::Io &io) : m_io(io)
    {
        m_promise.start();
        connect(&io, &cli::Io::input, this, [this](const QByteArray &data) {
            m_bytes += data;
            m_io.inputConsumed(data.size());
            if (m_bytes.size() > mostInput)
                finish(std::unexpected(Error{Errc::TooLarge, exec::tr("At most 16 MiB can be given to stdin.")}));
        });
        connect(&io, &cli::Io::inputEnded, this, [this] { finish(std::make_shared<const QByteArray>(m_bytes)); });
        connect(&io, &cli::Io::interrupted, this, [this] { finish(std::unexpected(cancelledError())); });
        io.readInput();
    }
    Future<std::shared_ptr<const QByteArray>> future() { return m_promise.future(); }

private:
    void finish(Result<std::shared_ptr<const QByteArray>> result)
    {
        if (std::exchange(m_isFinished, true))
            return;
        m_io.disconnect(this);
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    cli::Io &m_io;
    QByteArray m_bytes;
    bool m_isFinished = false;
    QPromise<Result<std::shared_ptr<const QByteArray>>> m_promise;
};

Result<Request> withoutInput(const Context &context, OrganizationId organization)
{
    const cli::Arguments &arguments = context.arguments;
    Request request{.organization = organization, .command = arguments.values(u"CMD"_s).join(u' '), .targets = {}};
    request.origin = u"aiops"_s;
    Status good = takeVariables(context, request);
    if (good && arguments.has(u"--retry-failed"_s)) {
        if (!request.command.isEmpty() || arguments.has(u"NAME"_s))
            return invalid(tr("--retry-failed takes command and hosts from the earlier execution."));
        good = takeKept(context, organization, request);
    } else if (good) {
        const auto targets = selectTargets(context, organization);
        good = targets.transform([&request](const QList<Target> &all) { request.targets = all; });
    }
    good = good.and_then([&] { return takeLimits(arguments, request); });
    if (!good)
        return std::unexpected(good.error());
    request.directory = arguments.value(u"--cwd"_s, request.directory);
    request.useSudo = request.useSudo || arguments.has(u"--sudo"_s);
    return request;
}

} // namespace

Result<std::chrono::milliseconds> parseDuration(QStringView text)
{
    static const QRegularExpression form(u"\\A([0-9]{1,7})(ms|s|m|h)?\\z"_s);
    const auto match = form.matchView(text);
    if (!match.hasMatch())
        return invalid(tr("A time is written like 90, 90s, 5m or 1h."));
    const QString unit = match.captured(2);
    const qint64 factor = unit == "ms"_L1 ? 1 : unit == "m"_L1 ? 60'000 : unit == "h"_L1 ? 3'600'000 : 1000;
    return std::chrono::milliseconds(match.captured(1).toLongLong() * factor);
}

Future<Request> requestOf(Context context)
{
    const auto organization = cli::selectedOrganization(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    auto request = withoutInput(context, *organization);
    if (!request)
        co_return request;
    if (context.arguments.has(u"--stdin-file"_s)) {
        auto content = contentOf(pathOf(context, u"--stdin-file"_s), mostInput);
        if (!content)
            co_return std::unexpected(content.error());
        request->input = std::make_shared<const QByteArray>(*std::move(content));
    } else if (context.arguments.has(u"--stdin"_s)) {
        auto *reader = new InputReader(*context.io); // deletes itself
        auto input = co_await reader->future();
        if (!input)
            co_return std::unexpected(input.error());
        request->input = *input;
    }
    if (const Status good = checkRequest(*request); !good)
        co_return std::unexpected(good.error());
    co_return request;
}

QList<cli::Parameter> execParameters()
{
    using cli::Parameter;
    return {{u"NAME"_s, Parameter::Positionals, tr("Names or ids"), false, {}, u"instance"_s},
            {u"--project"_s, Parameter::List, tr("All of a project; may be repeated"), false, {}, u"project"_s},
            {u"--tag"_s, Parameter::List, tr("All with this tag; repeated: with all of them")},
            {u"--env"_s, Parameter::Value, tr("All of this environment"), false, {u"prod"_s, u"staging"_s, u"dev"_s}},
            {u"--all"_s, Parameter::Flag, tr("All of the organization")},
            {u"--parallel"_s, Parameter::Value, tr("How many at a time (50)")},
            {u"--timeout"_s, Parameter::Value, tr("How long it may run on each host: 90s, 5m; without it as long as it wants")},
            {u"--connect-timeout"_s, Parameter::Value, tr("How long connecting may take (30s)")},
            {u"--cwd"_s, Parameter::Value, tr("The folder to run it in")},
            {u"--env-var"_s, Parameter::List, tr("NAME=VALUE for its environment; may be repeated")},
            {u"--env-file"_s, Parameter::Value, tr("A file with such lines, for values that nobody should see in a command line"), false, {}, u"file"_s},
            {u"--stdin"_s, Parameter::Flag, tr("Give stdin to each of them")},
            {u"--stdin-file"_s, Parameter::Value, tr("Give this file to the stdin of each of them"), false, {}, u"file"_s},
            {u"--sudo"_s, Parameter::Flag, tr("As root, with the password of the credential whose purpose is sudo")},
            {u"--retry-failed"_s, Parameter::Flag, tr("Run the last command again where it did not succeed")},
            {u"--run"_s, Parameter::Value, tr("With --retry-failed: which execution")},
            {u"CMD"_s, Parameter::Rest, tr("The command")}};
}

} // namespace aiops::exec
