#include "vault/foreign/foreigndraft.h"

#include <QCoreApplication>
#include <QUrl>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

/// Browsers export no names: the host says what it is for.
QString nameOf(const ForeignLogin &login)
{
    const QString name = textOf(login.name).trimmed();
    if (!name.isEmpty())
        return name;
    return QUrl(textOf(login.url).trimmed()).host();
}

/// The address is shown while the vault is locked: what could be secret in it is kept among the notes instead.
struct Address
{
    QString shown;
    QString whole; ///< empty: nothing was left out
};

Address addressOf(const ForeignLogin &login)
{
    const QString given = textOf(login.url).trimmed();
    const QUrl url(given);
    if (given.isEmpty() || !url.isValid() || (url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment()))
        return {.shown = given, .whole = {}};
    return {.shown = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment), .whole = given};
}

NewCredential credentialOf(const QString &name, Kind kind, std::shared_ptr<const Secret> value)
{
    return {.name = name, .kind = kind, .user = {}, .notes = {}, .value = std::move(value), .keyPassphrase = {}};
}

} // namespace

void appendLogin(ForeignDrafts &drafts, const ForeignLogin &login, const QString &origin)
{
    const QString name = nameOf(login);
    const Address address = addressOf(login);
    const QString notes = joinedLines({login.notes, address.whole, folderLine(login.folder)});
    if (login.password.isEmpty() && login.totp.trimmed().isEmpty())
        return appendProblem(drafts, name, origin, tr("It has no password."));
    if (!login.password.isEmpty()) {
        NewCredential one = credentialOf(name, Kind::Password, secretOf(login.password));
        one.user = textOf(login.user);
        one.notes = notes;
        if (!address.shown.isEmpty())
            one.fields.insert(u"url"_s, address.shown);
        drafts.push_back({.credential = std::move(one), .origin = origin});
    }
    if (!login.totp.trimmed().isEmpty()) {
        NewCredential one = credentialOf(name + u" (TOTP)"_s, Kind::Totp, secretOf(login.totp.trimmed()));
        one.user = textOf(login.user);
        one.notes = login.password.isEmpty() ? notes : QString();
        drafts.push_back({.credential = std::move(one), .origin = origin});
    }
}

void appendNote(ForeignDrafts &drafts, const QString &name, std::shared_ptr<const Secret> text, const QString &notes, const QString &origin)
{
    NewCredential one = credentialOf(name, Kind::Note, std::move(text));
    one.notes = notes;
    drafts.push_back({.credential = std::move(one), .origin = origin});
}

void appendProblem(ForeignDrafts &drafts, const QString &name, const QString &origin, const QString &problem)
{
    drafts.push_back({.credential = credentialOf(name, Kind::Password, {}), .origin = origin, .problem = problem});
}

std::shared_ptr<const Secret> secretOf(QByteArrayView text)
{
    return std::make_shared<const Secret>(Secret::copyOf(text));
}

QString textOf(QByteArrayView utf8)
{
    return QString::fromUtf8(utf8);
}

QString joinedLines(const QStringList &lines)
{
    QStringList out = lines;
    out.removeIf([](const QString &line) { return line.trimmed().isEmpty(); });
    return out.join(u'\n');
}

QString folderLine(QByteArrayView folder)
{
    constexpr qsizetype kMost = 200; // every item of a folder has it
    const QByteArrayView name = folder.trimmed();
    return name.isEmpty() ? QString() : u"Folder: "_s + textOf(name.first(qMin(name.size(), 4 * kMost))).left(kMost);
}

} // namespace aiops::vault
