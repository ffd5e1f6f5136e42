#include "features/hostkeys/cli/files.h"

#include "cli/services.h"
#include "cli/unlock.h"
#include "core/newfile.h"
#include "features/hostkeys/cli/target.h"
#include "features/hostkeys/keyfiles.h"
#include "team/gatekeeper.h"

#include <QCoreApplication>
#include <QDir>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hostkeys", text);
}

/// In the folder where the person typed it: the owner of the home folder may be in another one.
QString pathOf(const cli::Context &context, const QString &parameter)
{
    return QDir::cleanPath(QDir(context.io->directory()).absoluteFilePath(context.arguments.value(parameter)));
}

/// What the words name: all hosts of a known_hosts file, or the keys of one host, also ones that it will have only later.
Result<ReadKeys> wanted(const cli::Context &context)
{
    const QString file = pathOf(context, u"FILE"_s);
    if (!context.arguments.has(u"--for"_s))
        return keysOfKnownHosts(file);
    const auto endpoint = targetOf(context, context.arguments.value(u"--for"_s));
    const auto keys = endpoint ? publicKeysOf(file) : std::unexpected(endpoint.error());
    if (!keys)
        return std::unexpected(keys.error());
    ReadKeys read;
    for (const ssh::HostKey &key : *keys)
        read.keys += {endpoint->host, endpoint->port, key};
    return read;
}

Future<int> runImport(cli::Context context)
{
    const auto read = wanted(context);
    const auto replaces = read ? takesOver(*context.services->knownHosts, read->keys) : std::unexpected(read.error());
    if (!replaces)
        co_return std::unexpected(replaces.error());
    const team::Action action = *replaces ? team::Action::HostKeyReplace : team::Action::HostKeyTrust;
    if (const Status confirmed = co_await cli::confirm(context, action); !confirmed)
        co_return std::unexpected(confirmed.error());
    auto permit = context.services->gatekeeper->request(action, {u"host_key"_s, {}, context.arguments.value(u"--for"_s, tr("from a file"))});
    if (!permit)
        co_return std::unexpected(permit.error());
    permit->note(u"keys"_s, double(read->keys.size()));
    const auto added = context.services->knownHosts->trust(read->keys);
    if (!added) {
        permit->failed(added.error());
        co_return std::unexpected(added.error());
    }
    permit->succeeded();
    if (context.arguments.json)
        cli::printRecord(*context.io, {{u"added"_s, *added}, {u"known"_s, read->keys.size() - *added}, {u"left_out"_s, read->left}});
    else
        cli::printMessage(*context.io, context.arguments,
                          tr("Host keys added: %1. Known already: %2. Left out (hashed names, patterns, marks): %3.")
                              .arg(*added).arg(read->keys.size() - *added).arg(read->left));
    co_return 0;
}

Future<int> runExport(cli::Context context)
{
    const auto entries = context.services->knownHosts->entries();
    if (!entries)
        return failed<int>(entries.error());
    const QByteArray text = asKnownHosts(*entries);
    if (context.arguments.value(u"--output"_s).isEmpty()) {
        context.io->out(text);
        return ready<int>(0);
    }
    const QString path = pathOf(context, u"--output"_s);
    const auto file = NewFile::create(path, NewFile::Existing::Keep);
    const Status written = file ? writeAll((*file)->device(), text, path).and_then([&] { return (*file)->commit(); })
                                : Status(std::unexpected(file.error()));
    return written ? ready<int>(0) : failed<int>(written.error());
}

} // namespace

void registerFileCommands(cli::Registry &registry)
{
    const QString noun = u"host-key"_s;
    registry.add({noun, u"import"_s, tr("Trust the keys of a known_hosts file, or those of one host, also ahead of a change"),
                  u"aiops host-key import next.pub --for web-1"_s,
                  QList<Parameter>{{.name = u"FILE"_s, .kind = Parameter::Positional, .help = tr("known_hosts, or with --for a file of public keys"),
                                    .required = true, .completes = u"file"_s},
                                   {.name = u"--for"_s, .help = tr("The instance, or a host as in known_hosts, that these public keys belong to"),
                                    .completes = u"instance"_s}}
                      + cli::passphraseParameters(),
                  runImport});
    registry.add({noun, u"export"_s, tr("Write our own list in known_hosts format"), u"aiops host-key export --output known_hosts"_s,
                  {{.name = u"--output"_s, .help = tr("A new file; without it: to the output"), .completes = u"file"_s}}, runExport});
}

} // namespace aiops::hostkeys
