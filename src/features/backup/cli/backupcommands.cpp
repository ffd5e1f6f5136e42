#include "features/backup/cli/backupcommands.h"

#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/backup/backups.h"
#include "team/gatekeeper.h"
#include "vault/wordlist.h"

#include <QDir>
#include <QLocale>

namespace aiops::backup {

using namespace Qt::StringLiterals;
using cli::Parameter;
using SecretPointer = std::shared_ptr<const Secret>;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::backup", text);
}

QString absolute(const cli::Context &context, const QString &parameter)
{
    return QDir::cleanPath(QDir(context.io->directory()).absoluteFilePath(context.arguments.value(parameter)));
}

Result<Permit> permitFor(const cli::Context &context, team::Action action)
{
    return context.services->gatekeeper->request(action, {u"backup"_s, {}, {}});
}

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(toRfc3339(time)) : QJsonValue();
}

bool hasOwnPassphrase(const cli::Arguments &arguments)
{
    return arguments.has(u"--export-passphrase-fd"_s) || arguments.has(u"--export-passphrase-file"_s);
}

/// Null: the vault seals the file.
Future<SecretPointer> passphraseToWrite(cli::Context context)
{
    if (context.arguments.has(u"--generate-passphrase"_s))
        co_return std::make_shared<const Secret>(vault::makePassphrase());
    if (hasOwnPassphrase(context.arguments))
        co_return co_await cli::readSecret(context, u"export-passphrase"_s, {});
    if (context.services->vault->state().value == vault::LockState::Missing)
        co_return std::unexpected(Error{.code = Errc::VaultMissing, .text = tr("There is no vault that could seal the backup."), .detail = {},
                                        .hint = tr("Give --generate-passphrase, or create a vault first.")});
    const Status unlocked = co_await cli::ensureUnlocked(context);
    if (!unlocked)
        co_return std::unexpected(unlocked.error());
    co_return SecretPointer();
}

Future<int> write(cli::Context context)
{
    const auto passphrase = co_await passphraseToWrite(context);
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    auto permit = permitFor(context, team::Action::BackupWrite);
    if (!permit)
        co_return std::unexpected(permit.error());
    auto progress = std::make_shared<vault::Progress>();
    QObject::connect(context.io, &cli::Io::interrupted, context.io, [progress] { progress->cancelled = true; });
    const WriteRequest request{.path = absolute(context, u"FILE"_s), .overwrite = context.arguments.has(u"--overwrite"_s), .passphrase = *passphrase};
    const auto report = co_await context.services->backups->write(std::move(*permit), request, progress);
    if (!report)
        co_return std::unexpected(report.error());
    QJsonObject object{{u"file"_s, report->path}, {u"bytes"_s, report->bytes}, {u"tables"_s, report->tables}};
    QList<cli::Column> columns{{u"file"_s, tr("File")}, {u"bytes"_s, tr("Bytes")}};
    if (context.arguments.has(u"--generate-passphrase"_s)) { // shown once: nothing keeps it
        object.insert(u"passphrase"_s, QString::fromUtf8((*passphrase)->reveal()));
        columns.append({u"passphrase"_s, tr("Passphrase")});
    }
    cli::printObject(*context.io, context.arguments, columns, object);
    co_return 0;
}

/// With what the file opens; asks only for what it needs.
Future<Opener> opener(cli::Context context, BackupInfo info)
{
    if (context.arguments.has(u"--kit-fd"_s) || context.arguments.has(u"--kit-file"_s)) {
        const auto kit = co_await cli::readSecret(context, u"kit"_s, {});
        if (!kit)
            co_return std::unexpected(kit.error());
        co_return Opener{.passphrase = {}, .kit = *kit};
    }
    const bool isOpen = context.services->vault->state().value == vault::LockState::Unlocked;
    const bool given = context.arguments.has(u"--passphrase-fd"_s) || context.arguments.has(u"--passphrase-file"_s);
    if (!info.byPassphrase && isOpen && !given)
        co_return Opener();
    const QString name = info.byPassphrase ? u"export-passphrase"_s : u"passphrase"_s;
    const auto passphrase =
        co_await cli::readSecret(context, name, info.byPassphrase ? tr("Passphrase of the backup: ") : tr("Passphrase of the vault, as it was when the backup was written: "));
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    co_return Opener{.passphrase = *passphrase, .kit = {}};
}

Future<int> restore(cli::Context context)
{
    const QString file = absolute(context, u"FILE"_s), folder = absolute(context, u"--into"_s);
    const Result<BackupInfo> info = inspect(file);
    if (!info)
        co_return std::unexpected(info.error());
    const auto with = co_await opener(context, *info);
    if (!with)
        co_return std::unexpected(with.error());
    auto permit = permitFor(context, team::Action::BackupRestore);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto report = co_await context.services->backups->restore(std::move(*permit), file, folder, *with);
    if (!report)
        co_return std::unexpected(report.error());
    cli::printObject(*context.io, context.arguments, {{u"folder"_s, tr("Folder")}, {u"written_at"_s, tr("Written at")}},
                     {{u"folder"_s, report->folder}, {u"written_at"_s, timeOrNull(report->manifest.writtenAt)},
                      {u"files"_s, QJsonArray::fromStringList(report->files)}, {u"tables"_s, report->manifest.tables}});
    cli::printMessage(*context.io, context.arguments, tr("Use it with: aiops --home %1").arg(report->folder));
    co_return 0;
}

Future<int> test(cli::Context context)
{
    const QString file = absolute(context, u"FILE"_s);
    const Result<BackupInfo> info = inspect(file);
    if (!info)
        co_return std::unexpected(info.error());
    const auto with = co_await opener(context, *info);
    if (!with)
        co_return std::unexpected(with.error());
    const auto report = co_await context.services->backups->test(file, *with);
    if (!report)
        co_return std::unexpected(report.error());
    cli::printObject(*context.io, context.arguments,
                     {{u"ok"_s, tr("Restores")}, {u"written_at"_s, tr("Written at")}, {u"audit_rows"_s, tr("Audit entries")}},
                     {{u"ok"_s, report->isGood()}, {u"written_at"_s, timeOrNull(report->manifest.writtenAt)}, {u"audit_rows"_s, report->auditRows},
                      {u"audit_ok"_s, report->auditFirstBad == 0}, {u"tables"_s, report->manifest.tables},
                      {u"differences"_s, QJsonArray::fromStringList(report->differences)}});
    co_return report->isGood() ? 0 : 1;
}

Future<int> schedule(cli::Context context)
{
    const cli::Arguments &arguments = context.arguments;
    Schedule wanted = context.services->backups->state().schedule;
    if (arguments.has(u"--off"_s))
        wanted.every = {};
    if (arguments.has(u"--every"_s)) {
        const auto every = parseInterval(arguments.value(u"--every"_s));
        if (!every)
            return failed<int>(every.error());
        wanted.every = *every;
    }
    bool ok = true;
    if (arguments.has(u"--keep"_s))
        wanted.keep = arguments.value(u"--keep"_s).toInt(&ok);
    if (!ok || wanted.keep < 1 || wanted.keep > 1000)
        return failed<int>({.code = Errc::Invalid, .text = tr("--keep must be a number from 1 to 1000.")});
    if (arguments.has(u"--folder"_s))
        wanted.folder = absolute(context, u"--folder"_s);
    if (!arguments.has(u"--off"_s) && !wanted.isOn())
        return failed<int>({.code = Errc::Invalid, .text = tr("Give --every and --folder, or --off.")});
    auto permit = permitFor(context, team::Action::SettingsChange);
    if (!permit)
        return failed<int>(permit.error());
    const Status saved = context.services->backups->setSchedule(std::move(*permit), wanted);
    if (!saved)
        return failed<int>(saved.error());
    cli::printMessage(*context.io, arguments, wanted.isOn() ? tr("A backup every %1 into %2, the newest %3 are kept.").arg(intervalText(wanted.every), wanted.folder).arg(wanted.keep)
                                                            : tr("There is no schedule any more."));
    return ready<int>(0);
}

Future<int> status(cli::Context context)
{
    const BackupState state = context.services->backups->state();
    const QJsonObject object{{u"schedule"_s, state.schedule.isOn() ? QJsonValue(intervalText(state.schedule.every)) : QJsonValue()},
                             {u"keep"_s, state.schedule.keep}, {u"folder"_s, state.schedule.folder}, {u"last_at"_s, timeOrNull(state.lastAt)},
                             {u"last_file"_s, state.lastFile}, {u"last_problem"_s, state.lastProblem}, {u"last_tested_at"_s, timeOrNull(state.lastTestedAt)},
                             {u"next_at"_s, timeOrNull(state.nextAt)}, {u"running"_s, state.isRunning}, {u"waits_for_vault"_s, state.waitsForVault}};
    cli::printObject(*context.io, context.arguments,
                     {{u"schedule"_s, tr("Every")}, {u"folder"_s, tr("Folder")}, {u"keep"_s, tr("Keeps")}, {u"last_at"_s, tr("Last")},
                      {u"last_problem"_s, tr("Problem")}, {u"last_tested_at"_s, tr("Tested")}, {u"next_at"_s, tr("Next")}},
                     object);
    if (state.waitsForVault)
        cli::printMessage(*context.io, context.arguments, tr("A backup is due. It is written when the vault is unlocked."));
    return ready<int>(0);
}

Future<int> list(cli::Context context)
{
    QList<QJsonObject> rows;
    for (const BackupInfo &info : context.services->backups->list())
        rows.append({{u"file"_s, info.path}, {u"written_at"_s, timeOrNull(info.writtenAt)}, {u"bytes"_s, info.bytes},
                     {u"sealed_by"_s, info.byPassphrase ? u"passphrase"_s : u"vault"_s}});
    cli::printList(*context.io, context.arguments,
                   {{u"written_at"_s, tr("Written at")}, {u"bytes"_s, tr("Bytes")}, {u"sealed_by"_s, tr("Sealed by")}, {u"file"_s, tr("File")}}, rows);
    return ready<int>(0);
}

Parameter file(const QString &help)
{
    return {.name = u"FILE"_s, .kind = Parameter::Positional, .help = help, .required = true, .completes = u"file"_s};
}
Parameter flag(const QString &name, const QString &help)
{
    return {.name = name, .kind = Parameter::Flag, .help = help};
}

QList<Parameter> ownPassphrase()
{
    return cli::secretParameters(u"export-passphrase"_s, tr("Read the passphrase of the file from this descriptor"), tr("Read the passphrase of the file from this file"));
}

QList<Parameter> opening()
{
    return ownPassphrase() + cli::passphraseParameters()
           + cli::secretParameters(u"kit"_s, tr("Read the recovery key from this descriptor"), tr("Read the recovery key from this file"));
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    const QString noun = u"backup"_s;
    registry.describeNoun(noun, tr("Everything in one encrypted file: data, vault, known hosts, settings"));
    registry.add({.noun = noun, .name = u"write"_s, .help = tr("Write a backup now"), .example = u"aiops backup write everything.aiopsbackup"_s,
                  .parameters = QList{file(tr("The file to write (.aiopsbackup)")), flag(u"--overwrite"_s, tr("Replace a file that is there already")),
                                      flag(u"--generate-passphrase"_s, tr("Make a passphrase of eight words and show it once"))}
                                + ownPassphrase() + cli::passphraseParameters(),
                  .run = write});
    registry.add({.noun = noun, .name = u"restore"_s, .help = tr("Restore a backup into a new folder"),
                  .example = u"aiops backup restore everything.aiopsbackup --into ~/aiops-restored"_s,
                  .parameters = QList{file(tr("A backup")), Parameter{.name = u"--into"_s, .kind = Parameter::Value, .help = tr("A folder that is new or empty"), .required = true,
                                                                      .completes = u"file"_s}}
                                + opening(),
                  .run = restore});
    registry.add({.noun = noun, .name = u"test"_s, .help = tr("Restore a backup for a moment and check it. Exit code 1 when it is not whole."),
                  .example = u"aiops backup test everything.aiopsbackup"_s, .parameters = QList{file(tr("A backup"))} + opening(), .run = test});
    registry.add({.noun = noun, .name = u"schedule"_s, .help = tr("Write backups by themselves while the program runs"),
                  .example = u"aiops backup schedule --every 1d --keep 7 --folder /mnt/backup"_s,
                  .parameters = {{.name = u"--every"_s, .help = tr("How often: 12h, 1d, 1w")},
                                 {.name = u"--keep"_s, .help = tr("How many are kept (7)")},
                                 {.name = u"--folder"_s, .help = tr("Where they are written"), .completes = u"file"_s},
                                 flag(u"--off"_s, tr("No more backups by themselves"))},
                  .run = schedule});
    registry.add({.noun = noun, .name = u"list"_s, .help = tr("List the backups in the folder of the schedule"), .example = u"aiops backup list --json"_s,
                  .parameters = {}, .run = list});
    registry.add({.noun = noun, .name = u"status"_s, .help = tr("Show the schedule and the last backup"), .example = u"aiops backup status"_s, .parameters = {}, .run = status});
}

} // namespace aiops::backup
