#pragma once

#include "core/future.h"
#include "core/secret.h"
#include "vault/kinds.h"

#include <QMap>

#include <chrono>
#include <span>

namespace aiops::vault {

struct OpenedRecord;
struct ProgramCall;

/// Where a value can be kept instead of in the vault. The names are sealed with the credential and part of the contract of `aiops`.
struct ExternalSource
{
    const char *name;      ///< "command", "bw", "op", "hashicorp", "agent"
    const char *label;     ///< to translate in "aiops::vault"
    const char *form;      ///< an example of a reference
    const char *whatToDo;  ///< when it gives nothing; to translate
};
std::span<const ExternalSource> externalSources();
/// The SSH agent is for SSH keys, and SSH keys are in no other source.
bool fits(const ExternalSource &source, Kind kind);

/// The fields of a credential that say so: "source" and "reference".
bool isExternal(const QMap<QString, QString> &fields);
/// Errors Invalid: an unknown source, a reference of another form, one without the other.
Status checkExternal(Kind kind, const QMap<QString, QString> &fields);

/// The program that gives the value, by source:
/// command: the words of the reference, quoted with ", never through a shell; bw: `bw get password REFERENCE`;
/// op: `op read REFERENCE` (op://…); hashicorp: PATH#FIELD, `vault kv get -field=FIELD PATH`. Errors Invalid.
Result<ProgramCall> externalCall(const QString &source, const QString &reference);

/// The first line of what the program prints. Nothing of it is kept. Main thread; does not block. Errors: NotFound (no such
/// program), TimedOut (10 s), TooLarge (64 KiB), Failed (it ended with an error, or gave nothing); the hint says what to do.
Future<Secret> fetchExternal(QString source, QString reference);
/// The same with another time limit: for tests.
Future<Secret> fetchExternal(QString source, QString reference, std::chrono::milliseconds timeout);

/// The record with the value that its source gives; as it is when the vault has the value itself.
Future<OpenedRecord> withExternalValue(OpenedRecord record);

} // namespace aiops::vault
