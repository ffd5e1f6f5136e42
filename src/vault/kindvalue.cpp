#include "vault/kindvalue.h"

#include "core/usercertificate.h"
#include "vault/agentkey.h"
#include "vault/certificate.h"
#include "vault/externalsource.h"
#include "vault/foreign/jsontree.h"
#include "vault/sshkey.h"
#include "vault/totp.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestValue = 64 * 1024;
constexpr qsizetype kLongestField = 1000;
constexpr qsizetype kLongestLongField = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

std::unexpected<Error> invalid(const QString &text, const QString &hint = {})
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = text, .detail = {}, .hint = hint});
}

bool hasControl(const QString &text, bool linesAllowed)
{
    return std::ranges::any_of(text, [linesAllowed](QChar c) {
        return c.category() == QChar::Other_Control && !(linesAllowed && (c == u'\n' || c == u'\r' || c == u'\t'));
    });
}

Status checkFields(const KindSpec &spec, QMap<QString, QString> &fields)
{
    for (auto it = fields.begin(); it != fields.end();) {
        const auto field = std::ranges::find_if(spec.fields, [&](const FieldSpec &f) { return it.key() == QLatin1StringView(f.key); });
        if (field == spec.fields.end())
            return invalid(tr("A credential of the kind %1 has no field “%2”.").arg(tr(spec.label), it.key()));
        if (!field->isLong)
            it.value() = it.value().trimmed();
        if (it.value().size() > (field->isLong ? kLongestLongField : kLongestField) || hasControl(it.value(), field->isLong))
            return invalid(tr("%1 is too long or has characters that do not belong there.").arg(tr(field->label)));
        it = it.value().isEmpty() ? fields.erase(it) : std::next(it);
    }
    for (const FieldSpec &field : spec.fields)
        if (field.isRequired && !fields.contains(QString::fromLatin1(field.key)))
            return invalid(tr("%1 is missing.").arg(tr(field.label)));
    return {};
}

Secret base64Of(const Secret &der)
{
    return Secret(QByteArray::fromRawData(der.reveal().data(), der.size()).toBase64());
}

Status takeSshKey(KindValue &out, const QString &name, const Secret &value, const Secret *passphrase)
{
    const Result<SshKey> key = SshKey::fromFile(value, passphrase);
    if (!key)
        return std::unexpected(key.error());
    if (const QString line = out.fields.value(u"certificate"_s).trimmed(); !line.isEmpty()) {
        const Result<UserCertificate> certificate = parseUserCertificate(line.toUtf8());
        if (!certificate)
            return std::unexpected(certificate.error());
        if (certificate->publicKey != key->publicBlob())
            return invalid(tr("The user certificate belongs to another key."), tr("Give the one that was made from this key's .pub file."));
        out.expiresAt = certificate->validBefore;
    }
    out.keyType = key->type();
    out.fingerprint = key->fingerprint();
    out.publicKey = key->authorizedLine(name);
    out.sealed = base64Of(key->toPkcs8());
    return {};
}

Status takeOci(KindValue &out, const Secret &value, const Secret *passphrase)
{
    const Result<SshKey> key = SshKey::fromFile(value, passphrase);
    if (!key)
        return std::unexpected(key.error());
    if (key->type() != "ssh-rsa"_L1)
        return invalid(tr("Oracle Cloud signs with RSA keys; this is another one."), tr("Make one in the console: User settings, API keys."));
    out.fingerprint = out.fields.value(u"key_fingerprint"_s, key->fingerprint());
    out.sealed = key->toPem();
    return {};
}

Status takeGcp(KindValue &out, const Secret &value)
{
    Secret text = value.clone(); // QJsonDocument would leave copies of the private key behind
    const Result<JsonNode> file = parseJson(text);
    if (!file || (*file)["type"].text != "service_account")
        return invalid(tr("This is not the key file of a Google service account."),
                       tr("Choose the JSON file that the console made under IAM, Service accounts, Keys."));
    for (const char *key : {"client_email", "private_key", "token_uri"})
        if ((*file)[key].text.isEmpty())
            return invalid(tr("The key file of the service account has no %1.").arg(QLatin1StringView(key)), tr("Download it again."));
    out.fields[u"client_email"_s] = QString::fromUtf8((*file)["client_email"].text);
    if (const QString project = QString::fromUtf8((*file)["project_id"].text); !project.isEmpty())
        out.fields[u"project"_s] = project;
    out.sealed = value.clone();
    return {};
}

Status takeCertificate(KindValue &out, const Secret &value, const Secret *passphrase)
{
    Result<CertificateInfo> info = readCertificate(out.fields.value(u"chain"_s).toUtf8(), value, passphrase);
    if (!info)
        return std::unexpected(info.error());
    out.fields[u"subject"_s] = info->subject;
    out.fingerprint = info->fingerprint;
    out.expiresAt = info->notAfter;
    out.sealed = std::move(info->key);
    return {};
}

Status takeAws(KindValue &out, const Secret &value)
{
    static const QRegularExpression form(u"^[A-Z0-9]{16,128}$"_s);
    if (!form.match(out.fields.value(u"access_key_id"_s)).hasMatch())
        return invalid(tr("An access key ID has 16 or more capital letters and digits, such as AKIA…."));
    if (value.reveal().contains(' ') || value.size() < 16)
        return invalid(tr("The secret access key must have at least 16 characters and no spaces."));
    out.sealed = value.clone();
    return {};
}

Status takeTotp(KindValue &out, const Secret &value)
{
    Result<Secret> base32 = normalizedTotp(value, out.fields);
    if (!base32)
        return std::unexpected(base32.error());
    out.sealed = std::move(*base32);
    return {};
}

Status takeText(KindValue &out, const KindSpec &spec, const Secret &value)
{
    if (!value.reveal().isValidUtf8())
        return invalid(spec.kind == Kind::Password ? tr("The password is not UTF-8 text.") : tr("The value is not UTF-8 text."));
    if (value.reveal().contains('\0'))
        return invalid(tr("The value has a zero byte, which no server would take."));
    out.sealed = value.clone();
    return {};
}

/// What the list shows of a key whose private half is elsewhere.
void takeAgentKey(KindValue &out)
{
    const Result<AgentKey> key = agentKeyOf(out.fields.value(u"reference"_s));
    if (!key)
        return;
    out.keyType = key->type;
    out.fingerprint = key->fingerprint;
    out.publicKey = key->publicKey;
}

Status take(KindValue &out, const KindSpec &spec, const QString &name, const Secret &value, const Secret *passphrase)
{
    switch (spec.kind) {
    case Kind::SshKey: return takeSshKey(out, name, value, passphrase);
    case Kind::OciKey: return takeOci(out, value, passphrase);
    case Kind::GcpAccount: return takeGcp(out, value);
    case Kind::Certificate: return takeCertificate(out, value, passphrase);
    case Kind::AwsKey: return takeAws(out, value);
    case Kind::Totp: return takeTotp(out, value);
    default: return takeText(out, spec, value);
    }
}

} // namespace

Result<KindValue> readKindValue(Kind kind, const QString &name, const Secret &value, const Secret *keyPassphrase,
                                QMap<QString, QString> fields)
{
    const KindSpec &spec = specOf(kind);
    const bool isElsewhere = isExternal(fields);
    if (isElsewhere && !value.isEmpty())
        return invalid(tr("The value is kept elsewhere, so it cannot be kept here too."), tr("Take its source away first: --field source= --field reference="));
    if (value.isEmpty() && !isElsewhere)
        return invalid(kind == Kind::SshKey ? tr("The key file is empty.") : tr("%1 is empty.").arg(tr(spec.valueLabel)));
    if (value.size() > kLongestValue)
        return std::unexpected(Error{.code = Errc::TooLarge, .text = tr("%1 is too long (more than 64 KiB).").arg(tr(spec.valueLabel))});
    Status usable = checkFields(spec, fields);
    if (usable)
        usable = checkExternal(kind, fields);
    if (!usable)
        return std::unexpected(usable.error());
    KindValue out;
    out.fields = std::move(fields);
    if (const Status taken = isElsewhere ? Status() : take(out, spec, name, value, keyPassphrase); !taken)
        return std::unexpected(taken.error());
    if (isInAgent(out.fields))
        takeAgentKey(out);
    out.detail = out.fields.value(QString::fromLatin1(spec.detail));
    return out;
}

} // namespace aiops::vault
