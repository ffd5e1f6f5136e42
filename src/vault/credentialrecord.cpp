#include "vault/credentialrecord.h"

#include "vault/agentkey.h"
#include "vault/externalsource.h"
#include "vault/kindvalue.h"

#include <QCoreApplication>
#include <QUuid>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

const QStringList kTypes{u"credential"_s, u"credential-next"_s, u"credential-old"_s};

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

Status checkTexts(const QString &name, const QString &user, const QString &notes)
{
    if (name.isEmpty() || name.size() > 200 || hasControl(name))
        return invalid(tr("The name must have 1 to 200 characters on one line."));
    if (user.size() > 200 || user.startsWith(u'-') || hasControl(user))
        return invalid(tr("The user name must be on one line and not start with a hyphen."));
    if (notes.size() > 10000)
        return invalid(tr("The notes are too long (more than 10,000 characters)."));
    return {};
}

Status checkRotation(std::optional<int> days)
{
    if (days && (*days < 0 || *days > longestRotation))
        return invalid(tr("The rotation must be 1 to 3,650 days, or 0 for by hand."));
    return {};
}

/// Fills what the value says of itself.
Draft makeDraft(CredentialInfo info, KindValue value, const QString &notes)
{
    info.keyType = value.keyType;
    info.fingerprint = value.fingerprint;
    info.publicKey = value.publicKey;
    info.detail = value.detail;
    const Payload payload{.name = info.name, .kind = kindName(info.kind), .user = info.user, .notes = notes,
                          .secret = std::move(value.sealed), .fields = std::move(value.fields)};
    return {std::move(info), std::make_shared<const Secret>(payload.toJson()), payload.schema()};
}

} // namespace

Result<Secret> givenValue(const OpenedRecord &record)
{
    return record.key ? record.key->toFile(record.info.name) : record.payload->secret.clone();
}

Status checkNew(NewCredential &credential)
{
    credential.name = credential.name.trimmed();
    credential.user = credential.user.trimmed();
    if (const Status texts = checkTexts(credential.name, credential.user, credential.notes); !texts)
        return texts;
    if (!credential.value)
        credential.value = std::make_shared<const Secret>();
    if (credential.value->isEmpty() && !isExternal(credential.fields)) {
        const KindSpec &spec = specOf(credential.kind);
        return invalid(credential.kind == Kind::SshKey ? tr("The key file is empty.") : tr("%1 is empty.").arg(tr(spec.valueLabel)));
    }
    return checkRotation(credential.rotationDays);
}

Result<Draft> draftRecord(const NewCredential &credential, const QDateTime &now)
{
    Result<KindValue> value =
        readKindValue(credential.kind, credential.name, *credential.value, credential.keyPassphrase.get(), credential.fields);
    if (!value)
        return std::unexpected(value.error());
    CredentialInfo info;
    info.id = CredentialId::create();
    info.name = credential.name;
    info.kind = credential.kind;
    info.user = credential.user;
    info.vault = credential.vault;
    info.createdAt = info.changedAt = info.rotatedAt = now;
    info.expiresAt = credential.expiresAt.isValid() ? credential.expiresAt : value->expiresAt;
    const int usual = isExternal(credential.fields) ? 0 : defaultRotationDays(credential.kind); // it is rotated where it is kept
    info.rotationDays = credential.rotationDays.value_or(usual);
    return makeDraft(std::move(info), std::move(*value), credential.notes);
}

Result<Draft> draftEdit(const OpenedRecord &old, const CredentialInfo &known, const CredentialEdit &edit, const QDateTime &now)
{
    CredentialInfo info = known;
    info.kind = old.info.kind;
    info.vault = edit.vault.value_or(old.info.vault);
    info.name = edit.name.value_or(old.info.name).trimmed();
    info.user = edit.user.value_or(old.info.user).trimmed();
    info.changedAt = now;
    info.version = old.info.version + 1;
    info.rotationDays = edit.rotationDays.value_or(known.rotationDays);
    const QString notes = edit.notes.value_or(old.payload->notes);
    Status usable = checkTexts(info.name, info.user, notes);
    if (usable)
        usable = checkRotation(edit.rotationDays);
    if (!usable)
        return std::unexpected(usable.error());
    QMap<QString, QString> fields = old.payload->fields;
    fields.insert(edit.fields);
    const Result<Secret> given = edit.value ? edit.value->clone() : isExternal(fields) ? Secret() : givenValue(old);
    Result<KindValue> value = readKindValue(info.kind, info.name, *given, edit.keyPassphrase.get(), fields);
    if (!value)
        return std::unexpected(value.error());
    info.expiresAt = edit.expiresAt ? *edit.expiresAt : value->expiresAt.isValid() ? value->expiresAt : known.expiresAt;
    if (edit.value) {
        info.rotatedAt = now;
        info.snoozedUntil = info.revokedAt = {};
        info.snoozeReason.clear();
    }
    return makeDraft(std::move(info), std::move(*value), notes);
}

Result<SealedRecord> sealDraft(const Draft &draft, const VaultKeys &keys, quint64 hlc, const QString &type)
{
    const Result<VaultKeys::Seal> place = keys.sealFor(draft.info.vault.uuid());
    if (!place)
        return std::unexpected(place.error());
    const RecordHeader header{.organization = place->organization, .vault = place->vault, .epoch = place->epoch,
                              .record = draft.info.id.uuid(), .type = type, .schema = draft.schema, .version = draft.info.version, .author = keys.user,
                              .device = keys.device, .hlc = hlc};
    return sealRecord(header, *draft.payload, *place->key, keys.identity);
}

Result<Secret> openPayload(const SealedRecord &record, const VaultKeys &keys, quint64 highestVersionSeen)
{
    if (record.header.author != keys.user)
        return std::unexpected(integrityError(u"record: author"_s));
    const Result<const Secret *> key = keys.keyFor(record.header);
    if (!key)
        return std::unexpected(key.error());
    return openRecord(record, **key, keys.identity.ed25519Public, highestVersionSeen);
}

Result<OpenedRecord> openCredential(const SealedRecord &record, const VaultKeys &keys, quint64 highestVersionSeen)
{
    const Result<Secret> json = openPayload(record, keys, highestVersionSeen);
    return json ? readPayload(record.header, *json) : std::unexpected(json.error());
}

Result<OpenedRecord> readPayload(const RecordHeader &header, const Secret &json)
{
    Result<Payload> payload = Payload::fromJson(json, header.schema);
    if (!payload)
        return std::unexpected(payload.error());
    const Result<Kind> kind = parseKind(payload->kind);
    if (!kind || !kTypes.contains(header.type))
        return std::unexpected(integrityError(u"payload: schema"_s));
    OpenedRecord opened;
    opened.payload = std::make_shared<const Payload>(std::move(*payload));
    opened.info.id = CredentialId(header.record);
    opened.info.vault = VaultId(header.vault);
    opened.info.name = opened.payload->name;
    opened.info.kind = *kind;
    opened.info.user = opened.payload->user;
    opened.info.detail = opened.payload->fields.value(QString::fromLatin1(specOf(*kind).detail));
    opened.info.version = header.version;
    if (*kind == Kind::Password || *kind == Kind::Sudo || *kind == Kind::Database)
        opened.password = std::shared_ptr<const Secret>(opened.payload, &opened.payload->secret);
    if (*kind != Kind::SshKey)
        return opened;
    if (isInAgent(opened.payload->fields)) {
        const Result<AgentKey> agent = agentKeyOf(opened.payload->fields.value(u"reference"_s));
        if (!agent)
            return std::unexpected(integrityError(u"payload: reference"_s));
        opened.info.keyType = agent->type;
        opened.info.fingerprint = agent->fingerprint;
        opened.info.publicKey = agent->publicKey;
        return opened;
    }
    const QByteArrayView value = opened.payload->secret.reveal();
    const Secret der(QByteArray::fromBase64(QByteArray::fromRawData(value.data(), value.size())));
    Result<SshKey> key = SshKey::fromPkcs8(der);
    if (!key)
        return std::unexpected(integrityError(u"payload: key"_s));
    opened.info.keyType = key->type();
    opened.info.fingerprint = key->fingerprint();
    opened.info.publicKey = key->authorizedLine(opened.payload->name);
    opened.key = std::move(*key);
    return opened;
}

} // namespace aiops::vault
