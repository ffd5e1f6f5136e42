#pragma once

#include "core/credentialsource.h"

#include <span>

namespace aiops::vault {

/// What a credential is. The names ("password", "ssh-key", …) are sealed with it and part of the contract of `aiops`.
enum class Kind { Password, SshKey, AwsKey, GcpAccount, AzurePrincipal, OciKey, ApiToken, Database, Sudo, Certificate, Totp, Note };

enum class ValueForm {
    Line,       ///< one line, may be revealed
    Text,       ///< several lines, may be revealed
    PrivateKey, ///< a key or a file with one: never shown, only exported
};

/// What is kept beside the value: sealed with it, but no secret once the vault is open.
struct FieldSpec
{
    const char *key;
    const char *label; ///< to translate in "aiops::vault"
    bool isRequired = false;
    bool isLong = false; ///< several lines
};

struct KindSpec
{
    Kind kind;
    const char *name;
    const char *label;      ///< to translate in "aiops::vault"
    const char *valueLabel; ///< what the value is called
    ValueForm form;
    std::span<const FieldSpec> fields;
    const char *detail; ///< the field that tells one from another in a list; empty: none
};

std::span<const KindSpec> kinds();
const KindSpec &specOf(Kind kind);
QString kindName(Kind kind);
QString kindLabel(Kind kind); ///< translated
QString kindIcon(Kind kind);  ///< name of a symbol, the same in every list
Result<Kind> parseKind(QStringView text);

/// What a kind can be attached for.
bool suits(Kind kind, Purpose purpose);

} // namespace aiops::vault
