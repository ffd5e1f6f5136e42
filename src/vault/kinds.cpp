#include "vault/kinds.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

#define AIOPS_TEXT(text) QT_TRANSLATE_NOOP("aiops::vault", text)

// Where the value is when the vault does not have it: see externalsource.h.
constexpr FieldSpec kSource{"source", AIOPS_TEXT("Kept in")};
constexpr FieldSpec kReference{"reference", AIOPS_TEXT("Reference there")};
constexpr std::array kPassword{FieldSpec{"url", AIOPS_TEXT("Address")}, kSource, kReference};
constexpr std::array kSshKey{FieldSpec{.key = "certificate", .label = AIOPS_TEXT("User certificate"), .isLong = true}, kSource, kReference};
constexpr std::array kAws{FieldSpec{.key = "access_key_id", .label = AIOPS_TEXT("Access key ID"), .isRequired = true},
                          FieldSpec{"region", AIOPS_TEXT("Region")}, FieldSpec{"role_arn", AIOPS_TEXT("Role to assume (ARN)")},
                          FieldSpec{"sso_profile", AIOPS_TEXT("SSO profile")}};
constexpr std::array kGcp{FieldSpec{"client_email", AIOPS_TEXT("Service account")}, FieldSpec{"project", AIOPS_TEXT("Project")}};
constexpr std::array kAzure{FieldSpec{.key = "tenant_id", .label = AIOPS_TEXT("Tenant ID"), .isRequired = true},
                            FieldSpec{.key = "client_id", .label = AIOPS_TEXT("Client ID"), .isRequired = true},
                            FieldSpec{"subscription_id", AIOPS_TEXT("Subscription ID")}};
constexpr std::array kOci{FieldSpec{.key = "tenancy", .label = AIOPS_TEXT("Tenancy OCID"), .isRequired = true},
                          FieldSpec{.key = "user_ocid", .label = AIOPS_TEXT("User OCID"), .isRequired = true},
                          FieldSpec{.key = "region", .label = AIOPS_TEXT("Region"), .isRequired = true},
                          FieldSpec{"key_fingerprint", AIOPS_TEXT("Key fingerprint")}};
constexpr std::array kToken{FieldSpec{"url", AIOPS_TEXT("Address")}, kSource, kReference};
constexpr std::array kDatabase{FieldSpec{"engine", AIOPS_TEXT("Engine")}, FieldSpec{"host", AIOPS_TEXT("Host")},
                               FieldSpec{"port", AIOPS_TEXT("Port")}, FieldSpec{"database", AIOPS_TEXT("Database")}, kSource, kReference};
constexpr std::array kCertificate{FieldSpec{.key = "chain", .label = AIOPS_TEXT("Certificate chain (PEM)"), .isRequired = true, .isLong = true},
                                  FieldSpec{"subject", AIOPS_TEXT("Subject")}};
constexpr std::array kTotp{FieldSpec{"issuer", AIOPS_TEXT("Issuer")}, FieldSpec{"digits", AIOPS_TEXT("Digits")},
                           FieldSpec{"period", AIOPS_TEXT("Period in seconds")}, FieldSpec{"algorithm", AIOPS_TEXT("Algorithm")}};

constexpr std::array kKinds{
    KindSpec{Kind::Password, "password", AIOPS_TEXT("Password"), AIOPS_TEXT("Password"), ValueForm::Line, kPassword, "url"},
    KindSpec{Kind::SshKey, "ssh-key", AIOPS_TEXT("SSH key"), AIOPS_TEXT("Private key"), ValueForm::PrivateKey, kSshKey, ""},
    KindSpec{Kind::AwsKey, "aws-key", AIOPS_TEXT("AWS access key"), AIOPS_TEXT("Secret access key"), ValueForm::Line, kAws, "access_key_id"},
    KindSpec{Kind::GcpAccount, "gcp-account", AIOPS_TEXT("Google service account"), AIOPS_TEXT("Key file (JSON)"), ValueForm::PrivateKey, kGcp,
             "client_email"},
    KindSpec{Kind::AzurePrincipal, "azure-principal", AIOPS_TEXT("Azure service principal"), AIOPS_TEXT("Client secret"), ValueForm::Line, kAzure,
             "client_id"},
    KindSpec{Kind::OciKey, "oci-key", AIOPS_TEXT("Oracle Cloud key"), AIOPS_TEXT("Private key (PEM)"), ValueForm::PrivateKey, kOci, "region"},
    KindSpec{Kind::ApiToken, "api-token", AIOPS_TEXT("API token"), AIOPS_TEXT("Token"), ValueForm::Line, kToken, "url"},
    KindSpec{Kind::Database, "database", AIOPS_TEXT("Database login"), AIOPS_TEXT("Password"), ValueForm::Line, kDatabase, "host"},
    KindSpec{Kind::Sudo, "sudo-password", AIOPS_TEXT("Sudo password"), AIOPS_TEXT("Password"), ValueForm::Line, {}, ""},
    KindSpec{Kind::Certificate, "certificate", AIOPS_TEXT("TLS certificate"), AIOPS_TEXT("Private key (PEM)"), ValueForm::PrivateKey, kCertificate,
             "subject"},
    KindSpec{Kind::Totp, "totp", AIOPS_TEXT("One-time codes"), AIOPS_TEXT("Secret or otpauth address"), ValueForm::Line, kTotp, "issuer"},
    KindSpec{Kind::Note, "note", AIOPS_TEXT("Secure note"), AIOPS_TEXT("Text"), ValueForm::Text, {}, ""},
};
static_assert(kKinds.size() == std::size_t(Kind::Note) + 1, "every kind needs a row");

#undef AIOPS_TEXT

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

} // namespace

std::span<const KindSpec> kinds()
{
    return kKinds;
}

const KindSpec &specOf(Kind kind)
{
    return *std::ranges::find(kKinds, kind, &KindSpec::kind);
}

QString kindName(Kind kind)
{
    return QString::fromLatin1(specOf(kind).name);
}

QString kindLabel(Kind kind)
{
    return tr(specOf(kind).label);
}

QString kindIcon(Kind kind)
{
    switch (kind) {
    case Kind::SshKey: return u"key"_s;
    case Kind::AwsKey:
    case Kind::GcpAccount:
    case Kind::AzurePrincipal:
    case Kind::OciKey: return u"cloud"_s;
    case Kind::ApiToken: return u"tag"_s;
    case Kind::Database: return u"database"_s;
    case Kind::Certificate: return u"shield"_s;
    case Kind::Totp: return u"clock"_s;
    case Kind::Note: return u"file"_s;
    default: return u"lock"_s;
    }
}

Result<Kind> parseKind(QStringView text)
{
    QStringList names;
    for (const KindSpec &spec : kKinds) {
        if (text == QLatin1StringView(spec.name))
            return spec.kind;
        names.append(QString::fromLatin1(spec.name));
    }
    return std::unexpected(Error{.code = Errc::Invalid, .text = tr("The kind must be one of %1.").arg(names.join(u", "_s))});
}

bool suits(Kind kind, Purpose purpose)
{
    switch (purpose) {
    case Purpose::Login: return kind == Kind::Password || kind == Kind::SshKey || kind == Kind::Totp;
    case Purpose::Sudo: return kind == Kind::Password || kind == Kind::Sudo;
    case Purpose::Database: return kind == Kind::Database || kind == Kind::Password || kind == Kind::Certificate;
    case Purpose::Cloud: return kind == Kind::AwsKey || kind == Kind::GcpAccount || kind == Kind::AzurePrincipal || kind == Kind::OciKey;
    case Purpose::Api: return kind == Kind::ApiToken || kind == Kind::Password || kind == Kind::Certificate;
    case Purpose::Proxy: return kind == Kind::Password;
    }
    return false;
}

} // namespace aiops::vault
