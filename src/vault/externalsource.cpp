#include "vault/externalsource.h"

#include "vault/agentkey.h"
#include "vault/credentialrecord.h"
#include "vault/runprogram.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>

#include <array>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kTimeout{10'000};

#define AIOPS_TEXT(text) QT_TRANSLATE_NOOP("aiops::vault", text)
constexpr std::array kSources{
    ExternalSource{"command", AIOPS_TEXT("A command"), "pass show servers/db", AIOPS_TEXT("Run the command in a terminal to see why.")},
    ExternalSource{"bw", AIOPS_TEXT("Bitwarden"), "db-1", AIOPS_TEXT("Run bw unlock, set BW_SESSION as it says, and start this program from there.")},
    ExternalSource{"op", AIOPS_TEXT("1Password"), "op://Servers/db-1/password", AIOPS_TEXT("Run op signin, or turn on the integration of the command line in 1Password.")},
    ExternalSource{"hashicorp", AIOPS_TEXT("HashiCorp Vault"), "secret/db-1#password", AIOPS_TEXT("Run vault login, and see that VAULT_ADDR is set.")},
    ExternalSource{"agent", AIOPS_TEXT("The SSH agent"), "ssh-ed25519 AAAA…", AIOPS_TEXT("Add the key with ssh-add, and start this program from there.")},
};
#undef AIOPS_TEXT

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

std::unexpected<Error> invalid(const QString &text, const QString &hint = {})
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = text, .detail = {}, .hint = hint});
}

const ExternalSource *sourceNamed(const QString &name)
{
    const auto found = std::ranges::find_if(kSources, [&name](const ExternalSource &one) { return name == QLatin1StringView(one.name); });
    return found == kSources.end() ? nullptr : &*found;
}

Result<ProgramCall> commandCall(const QString &reference)
{
    QStringList words = QProcess::splitCommand(reference);
    if (words.isEmpty())
        return invalid(tr("The command is empty."));
    const QString program = words.takeFirst();
    return ProgramCall{.program = program, .arguments = words, .environment = reducedEnvironment({u"PASSWORD_STORE_*"_s})};
}

Result<ProgramCall> bitwardenCall(const QString &reference)
{
    if (reference.startsWith(u'-'))
        return invalid(tr("The name of an item in Bitwarden cannot start with a hyphen here."), tr("Give its id."));
    ProgramCall call{.program = u"bw"_s, .arguments = {u"get"_s, u"password"_s, reference},
                     .environment = reducedEnvironment({u"BW_SESSION"_s, u"BITWARDENCLI_APPDATA_DIR"_s, u"NODE_EXTRA_CA_CERTS"_s})};
    call.environment.insert(u"BW_NOINTERACTION"_s, u"true"_s);
    return call;
}

Result<ProgramCall> onePasswordCall(const QString &reference)
{
    if (!reference.startsWith("op://"_L1))
        return invalid(tr("A reference to 1Password looks like op://VAULT/ITEM/FIELD."));
    return ProgramCall{.program = u"op"_s, .arguments = {u"read"_s, reference}, .environment = reducedEnvironment({u"OP_*"_s})};
}

Result<ProgramCall> hashicorpCall(const QString &reference)
{
    static const QRegularExpression form(u"^([^-#\\s][^#\\s]*)#([A-Za-z0-9_.-]+)$"_s);
    const QRegularExpressionMatch match = form.match(reference);
    if (!match.hasMatch())
        return invalid(tr("A reference to HashiCorp Vault looks like PATH#FIELD."), tr("Such as secret/db-1#password."));
    return ProgramCall{.program = u"vault"_s, .arguments = {u"kv"_s, u"get"_s, u"-field="_s + match.captured(2), match.captured(1)},
                       .environment = reducedEnvironment({u"VAULT_*"_s})};
}

/// What to do about it, unless the error says so itself.
Error withHint(Error error, const QString &source)
{
    const ExternalSource *known = sourceNamed(source);
    if (error.hint.isEmpty() && known)
        error.hint = tr(known->whatToDo);
    return error;
}

Result<Secret> firstLine(Secret output)
{
    const QByteArrayView text = output.reveal();
    qsizetype end = text.indexOf('\n');
    end = end < 0 ? text.size() : end;
    if (end > 0 && text[end - 1] == '\r')
        --end;
    output.truncate(end);
    if (output.isEmpty())
        return std::unexpected(Error{.code = Errc::Failed, .text = tr("The program gave no value.")});
    if (!output.reveal().isValidUtf8() || output.reveal().contains('\0'))
        return std::unexpected(Error{.code = Errc::Failed, .text = tr("What the program gave is not text.")});
    return output;
}

} // namespace

std::span<const ExternalSource> externalSources()
{
    return kSources;
}

bool isExternal(const QMap<QString, QString> &fields)
{
    return !fields.value(u"source"_s).trimmed().isEmpty();
}

bool fits(const ExternalSource &source, Kind kind)
{
    return (QLatin1StringView(source.name) == "agent"_L1) == (kind == Kind::SshKey);
}

Status checkExternal(Kind kind, const QMap<QString, QString> &fields)
{
    const QString source = fields.value(u"source"_s), reference = fields.value(u"reference"_s);
    if (source.isEmpty() && reference.isEmpty())
        return {};
    if (source.isEmpty() || reference.isEmpty())
        return invalid(tr("A value that is kept elsewhere needs both: where, and its reference there."));
    if (const ExternalSource *known = sourceNamed(source); known && !fits(*known, kind))
        return invalid(kind == Kind::SshKey ? tr("An SSH key can be kept here or in the SSH agent.") : tr("Only SSH keys are kept in the SSH agent."));
    if (isInAgent(fields)) {
        const Result<AgentKey> key = agentKeyOf(reference);
        return key ? Status() : std::unexpected(key.error());
    }
    const Result<ProgramCall> call = externalCall(source, reference);
    return call ? Status() : std::unexpected(call.error());
}

Result<ProgramCall> externalCall(const QString &source, const QString &reference)
{
    if (source == "command"_L1)
        return commandCall(reference);
    if (source == "bw"_L1)
        return bitwardenCall(reference);
    if (source == "op"_L1)
        return onePasswordCall(reference);
    if (source == "hashicorp"_L1)
        return hashicorpCall(reference);
    return invalid(tr("A value can be kept in command, bw, op or hashicorp, an SSH key in agent."));
}

Future<Secret> fetchExternal(QString source, QString reference)
{
    return fetchExternal(std::move(source), std::move(reference), kTimeout);
}

Future<Secret> fetchExternal(QString source, QString reference, std::chrono::milliseconds timeout)
{
    Result<ProgramCall> call = externalCall(source, reference);
    if (!call)
        co_return std::unexpected(call.error());
    call->timeout = timeout;
    Result<Secret> output = co_await runProgram(std::move(*call));
    if (!output)
        co_return std::unexpected(withHint(output.error(), source));
    Result<Secret> line = firstLine(std::move(*output));
    if (!line)
        co_return std::unexpected(withHint(line.error(), source));
    co_return line;
}

Future<OpenedRecord> withExternalValue(OpenedRecord record)
{
    const QMap<QString, QString> &fields = record.payload->fields;
    if (!isExternal(fields) || isInAgent(fields)) // of a key in the agent there is nothing to fetch
        co_return record;
    Result<Secret> value = co_await fetchExternal(fields.value(u"source"_s), fields.value(u"reference"_s));
    if (!value)
        co_return std::unexpected(value.error());
    const Payload &old = *record.payload;
    record.payload = std::make_shared<const Payload>(Payload{.name = old.name, .kind = old.kind, .user = old.user, .notes = old.notes,
                                                             .secret = std::move(*value), .fields = old.fields});
    if (record.password)
        record.password = std::shared_ptr<const Secret>(record.payload, &record.payload->secret);
    co_return record;
}

} // namespace aiops::vault
