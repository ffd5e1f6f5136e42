#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "vault/vault.h"

#include <vector>

namespace aiops::vault {

/// One credential as another program had it. What has a problem is named, and is never taken over in part.
struct ForeignDraft
{
    NewCredential credential;
    QString origin;       ///< "line 12", "item 3", a file name
    QString problem = {}; ///< empty: it can be taken over. Never holds a secret
};
using ForeignDrafts = std::vector<ForeignDraft>;

/// What every export of logins has. Views into the text of the export.
struct ForeignLogin
{
    QByteArrayView name;
    QByteArrayView user;
    QByteArrayView password;
    QByteArrayView url;
    QByteArrayView totp;
    QByteArrayView folder;
    QString notes;
};

/// A password and, where the login has one, the seed of its one-time codes as a credential of its own, "NAME (TOTP)".
void appendLogin(ForeignDrafts &drafts, const ForeignLogin &login, const QString &origin);
/// Of text that is kept as a secret note.
void appendNote(ForeignDrafts &drafts, const QString &name, std::shared_ptr<const Secret> text, const QString &notes, const QString &origin);
void appendProblem(ForeignDrafts &drafts, const QString &name, const QString &origin, const QString &problem);

std::shared_ptr<const Secret> secretOf(QByteArrayView text);
QString textOf(QByteArrayView utf8);
/// Lines that are not empty, one under the other.
QString joinedLines(const QStringList &lines);
/// "Folder: NAME", or nothing.
QString folderLine(QByteArrayView folder);

} // namespace aiops::vault
