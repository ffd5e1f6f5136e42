#include "vault/credentialrecord.h"

#include <QCoreApplication>
#include <QUuid>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestPassword = 64 * 1024;
const QString kType = u"credential"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

std::unexpected<Error> invalid(const QString &text)
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = text});
}

bool hasControl(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

Result<Secret> sealedValue(const NewCredential &credential, CredentialInfo &info)
{
    if (credential.kind == Kind::Password) {
        if (!credential.value->reveal().isValidUtf8())
            return invalid(tr("The password is not UTF-8 text."));
        return credential.value->clone();
    }
    const Result<SshKey> key = SshKey::fromFile(*credential.value, credential.keyPassphrase.get());
    if (!key)
        return std::unexpected(key.error());
    info.keyType = key->type();
    info.fingerprint = key->fingerprint();
    info.publicKey = key->authorizedLine(info.name);
    const Secret der = key->toPkcs8();
    return Secret(QByteArray::fromRawData(der.reveal().data(), der.size()).toBase64());
}

} // namespace

Status checkNew(NewCredential &credential)
{
    credential.name = credential.name.trimmed();
    credential.user = credential.user.trimmed();
    if (credential.name.isEmpty() || credential.name.size() > 200 || hasControl(credential.name))
        return invalid(tr("The name must have 1 to 200 characters on one line."));
    if (credential.user.size() > 200 || credential.user.startsWith(u'-') || hasControl(credential.user))
        return invalid(tr("The user name must be on one line and not start with a hyphen."));
    if (credential.notes.size() > 10000)
        return invalid(tr("The notes are too long (more than 10,000 characters)."));
    if (!credential.value || credential.value->isEmpty())
        return invalid(credential.kind == Kind::Password ? tr("The password is empty.") : tr("The key file is empty."));
    if (credential.kind == Kind::Password && credential.value->size() > kLongestPassword)
        return std::unexpected(Error{.code = Errc::TooLarge, .text = tr("The password is too long (more than 64 KiB).")});
    return {};
}

Result<Draft> draftRecord(const NewCredential &credential, const QDateTime &now)
{
    CredentialInfo info{.id = CredentialId::create(), .name = credential.name, .kind = credential.kind, .user = credential.user,
                        .keyType = {}, .fingerprint = {}, .publicKey = {}, .createdAt = now, .changedAt = now, .lastUsedAt = {}};
    Result<Secret> value = sealedValue(credential, info);
    if (!value)
        return std::unexpected(value.error());
    const Payload payload{.name = info.name, .kind = kindName(info.kind), .user = info.user, .notes = credential.notes,
                          .secret = std::move(*value)};
    return Draft{std::move(info), std::make_shared<const Secret>(payload.toJson())};
}

SealedRecord sealDraft(const Draft &draft, const VaultKeys &keys, quint64 hlc)
{
    const RecordHeader header{.organization = keys.organization, .vault = keys.vault, .epoch = keys.epoch,
                              .record = draft.info.id.uuid(), .type = kType, .schema = 1, .version = 1, .author = keys.user,
                              .device = keys.device, .hlc = hlc};
    return sealRecord(header, *draft.payload, keys.vaultKey, keys.identity);
}

Result<OpenedRecord> openCredential(const SealedRecord &record, const VaultKeys &keys, quint64 highestVersionSeen)
{
    if (record.header.author != keys.user || record.header.vault != keys.vault)
        return std::unexpected(integrityError(u"record: author or vault"_s));
    const Result<Secret> json = openRecord(record, keys.vaultKey, keys.identity.ed25519Public, highestVersionSeen);
    if (!json)
        return std::unexpected(json.error());
    Result<Payload> payload = Payload::fromJson(*json);
    if (!payload)
        return std::unexpected(payload.error());
    const Result<Kind> kind = parseKind(payload->kind);
    if (!kind || record.header.type != kType || record.header.schema != 1)
        return std::unexpected(integrityError(u"payload: schema"_s));
    OpenedRecord opened;
    opened.info.id = CredentialId(record.header.record);
    opened.info.name = payload->name;
    opened.info.kind = *kind;
    opened.info.user = payload->user;
    if (*kind == Kind::Password) {
        opened.password = std::make_shared<const Secret>(std::move(payload->secret));
        return opened;
    }
    const Secret der(QByteArray::fromBase64(QByteArray::fromRawData(payload->secret.reveal().data(), payload->secret.size())));
    Result<SshKey> key = SshKey::fromPkcs8(der);
    if (!key)
        return std::unexpected(integrityError(u"payload: key"_s));
    opened.info.keyType = key->type();
    opened.info.fingerprint = key->fingerprint();
    opened.info.publicKey = key->authorizedLine(payload->name);
    opened.key = std::move(*key);
    return opened;
}

} // namespace aiops::vault
