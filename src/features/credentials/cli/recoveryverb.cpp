#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/newfile.h"
#include "core/text.h"
#include "features/credentials/cli/unlock.h"
#include "features/credentials/cli/vaultfileverbs.h"
#include "vault/recovery.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

using SecretPointer = std::shared_ptr<const Secret>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

Result<Permit> permitFor(const cli::Context &context, team::Action action)
{
    return context.services->gatekeeper->request(action, {.kind = u"vault"_s, .id = {}, .name = {}});
}

Future<int> status(cli::Context context)
{
    const auto state = vault::VaultRecovery(*context.services->vault).state();
    if (!state)
        return failed<int>(state.error());
    const auto time = [](const QDateTime &at) { return at.isValid() ? QJsonValue(toRfc3339(at)) : QJsonValue(); };
    const QJsonObject object{{u"exists"_s, state->exists}, {u"created_at"_s, time(state->createdAt)}, {u"tested_at"_s, time(state->testedAt)},
                             {u"test_due_at"_s, time(state->dueAt)}, {u"test_is_due"_s, state->isDue}};
    cli::printObject(*context.io, context.arguments,
                     {{u"exists"_s, tr("Kit made")}, {u"created_at"_s, tr("Made at")}, {u"tested_at"_s, tr("Tested at")},
                      {u"test_due_at"_s, tr("Next test")}, {u"test_is_due"_s, tr("Test is due")}},
                     object);
    if (!state->exists)
        cli::printMessage(*context.io, context.arguments, tr("Without a kit nobody can open the vault when the passphrase is forgotten."));
    else if (state->isDue)
        cli::printMessage(*context.io, context.arguments, tr("It is time to test the kit: aiops vault recovery test"));
    return ready<int>(0);
}

Status writeKit(NewFile &file, const Secret &text)
{
    const Status written = writeAll(file.device(), text.reveal(), tr("The file"));
    return written ? file.commit() : written;
}

Future<int> create(cli::Context context)
{
    if (!context.arguments.has(u"--output"_s))
        co_return std::unexpected(Error{.code = Errc::Invalid, .text = tr("--output is missing: the kit needs a place."), .detail = {},
                                        .hint = tr("aiops vault recovery create --output kit.txt, then print it and delete the file.")});
    const QString path = pathOf(context, u"--output"_s);
    auto file = NewFile::create(path, NewFile::Existing::Keep); // before the old kit is gone
    if (!file)
        co_return std::unexpected(file.error());
    if (context.services->vault->state().value != vault::LockState::Missing) {
        const Status confirmed = co_await cli::confirm(context, team::Action::VaultRecovery);
        if (!confirmed)
            co_return std::unexpected(confirmed.error());
    }
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    auto permit = permitFor(context, team::Action::VaultRecovery);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto kit = co_await vault::VaultRecovery(*context.services->vault).create(std::move(*permit));
    if (!kit)
        co_return std::unexpected(kit.error());
    if (const Status written = writeKit(**file, vault::kitText(*kit)); !written)
        co_return std::unexpected(written.error());
    cli::printObject(*context.io, context.arguments, {{u"file"_s, tr("File")}, {u"kit"_s, tr("Kit")}}, {{u"file"_s, path}, {u"kit"_s, kit->fingerprint}});
    cli::printMessage(*context.io, context.arguments, tr("Print the file, delete it, and keep the paper where you keep a passport. An older kit no longer works."));
    co_return 0;
}

/// `secret` of the printed kit, or the kit's whole text file: the longest run of groups in it.
SecretPointer codeIn(const SecretPointer &text)
{
    const QByteArrayView all = text->reveal();
    if (all.size() < 200)
        return text;
    Secret out = Secret::zeroed(all.size());
    qsizetype size = 0, start = 0;
    while (start < all.size()) {
        const qsizetype found = all.indexOf('\n', start), end = found < 0 ? all.size() : found;
        const QByteArrayView line = all.sliced(start, end - start);
        if (line.startsWith("    ") && line.trimmed().size() >= 17) {
            std::copy(line.begin(), line.end(), out.data() + size);
            size += line.size();
        }
        start = end + 1;
    }
    out.truncate(qMax<qsizetype>(1, size));
    return std::make_shared<const Secret>(std::move(out));
}

Future<SecretPointer> readKit(cli::Context context)
{
    const Result<SecretPointer> text = co_await cli::readSecret(context, u"kit"_s, tr("Recovery key of the printed kit: "));
    if (!text)
        co_return text;
    co_return codeIn(*text);
}

Future<int> test(cli::Context context)
{
    const auto code = co_await readKit(context);
    if (!code)
        co_return std::unexpected(code.error());
    auto permit = permitFor(context, team::Action::VaultConfirm);
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status opened = co_await vault::VaultRecovery(*context.services->vault).test(std::move(*permit), *code);
    if (!opened)
        co_return std::unexpected(opened.error());
    cli::printMessage(*context.io, context.arguments, tr("The kit opens the vault. Nothing was changed."));
    co_return 0;
}

Future<int> use(cli::Context context)
{
    const auto code = co_await readKit(context);
    if (!code)
        co_return std::unexpected(code.error());
    const auto fresh = co_await readTwice(context, u"new-passphrase"_s, tr("New passphrase of the vault: "));
    if (!fresh)
        co_return std::unexpected(fresh.error());
    auto permit = permitFor(context, team::Action::VaultPassphrase); // no confirmation: it is forgotten
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status done = co_await vault::VaultRecovery(*context.services->vault).use(std::move(*permit), *code, *fresh);
    if (!done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, tr("The vault has a new passphrase; the old one no longer opens it. The kit stays valid."));
    co_return 0;
}

Future<int> run(cli::Context context)
{
    const QString step = context.arguments.value(u"STEP"_s);
    if (step == u"status")
        return status(std::move(context));
    if (step == u"create")
        return create(std::move(context));
    return step == u"test" ? test(std::move(context)) : use(std::move(context));
}

} // namespace

void registerRecoveryVerb(cli::Registry &registry)
{
    const QList<Parameter> own{
        {.name = u"STEP"_s, .kind = Parameter::Positional, .help = tr("create, status, test or use"), .required = true,
         .choices = {u"create"_s, u"status"_s, u"test"_s, u"use"_s}},
        {.name = u"--output"_s, .kind = Parameter::Value, .help = tr("Where create writes the kit"), .completes = u"file"_s}};
    registry.add({.noun = u"vault"_s, .name = u"recovery"_s, .help = tr("A printed key that opens the vault when the passphrase is forgotten"),
                  .example = u"aiops vault recovery create --output kit.txt"_s,
                  .parameters = own
                                + cli::secretParameters(u"kit"_s, tr("Read the recovery key from this descriptor"), tr("Read the recovery key from this file"))
                                + cli::secretParameters(u"new-passphrase"_s, tr("Read the new passphrase from this descriptor"),
                                                        tr("Read the new passphrase from this file"))
                                + cli::passphraseParameters(),
                  .run = run});
}

} // namespace aiops::credentials
