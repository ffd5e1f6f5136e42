#include "vault/foreign/csvlogins.h"

#include "vault/foreign/csvcells.h"

#include <QCoreApplication>

#include <array>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

enum Column { Name, User, Password, Url, Totp, Folder, Notes, Type, Fields, ColumnCount };

struct Spelling
{
    Column column;
    QByteArrayView title; ///< lower case
};

/// How Bitwarden, 1Password, KeePass, KeePassXC, LastPass, Chrome, Edge, Firefox and Safari call them.
constexpr std::array kSpellings{
    Spelling{Name, "name"}, Spelling{Name, "title"}, Spelling{Name, "account"},
    Spelling{User, "username"}, Spelling{User, "login_username"}, Spelling{User, "login name"}, Spelling{User, "user name"}, Spelling{User, "user"},
    Spelling{Password, "password"}, Spelling{Password, "login_password"},
    Spelling{Url, "url"}, Spelling{Url, "login_uri"}, Spelling{Url, "website"}, Spelling{Url, "web site"}, Spelling{Url, "uri"}, Spelling{Url, "urls"},
    Spelling{Totp, "totp"}, Spelling{Totp, "login_totp"}, Spelling{Totp, "otpauth"}, Spelling{Totp, "one-time password"}, Spelling{Totp, "otp"},
    Spelling{Folder, "folder"}, Spelling{Folder, "group"}, Spelling{Folder, "grouping"}, Spelling{Folder, "tags"},
    Spelling{Notes, "notes"}, Spelling{Notes, "note"}, Spelling{Notes, "comments"}, Spelling{Notes, "extra"},
    Spelling{Type, "type"}, Spelling{Fields, "fields"},
};

bool isKeePassOne(const QByteArray &header)
{
    return header.contains("login name") && header.contains("web site");
}

/// Where each column is; -1: nowhere.
using Places = std::array<qsizetype, ColumnCount>;

Places placesOf(const QList<QByteArrayView> &header)
{
    Places places;
    places.fill(-1);
    for (qsizetype i = 0; i < header.size(); ++i) {
        const QByteArray title = header[i].trimmed().toByteArray().toLower();
        const auto spelling = std::ranges::find(kSpellings, QByteArrayView(title), &Spelling::title);
        if (spelling != kSpellings.end() && places[spelling->column] < 0)
            places[spelling->column] = i;
    }
    return places;
}

class Rows final
{
public:
    Rows(const CsvCells &table, ForeignDrafts &drafts) : m_places(placesOf(table.header)), m_columns(table.header.size()), m_drafts(drafts) {}

    bool hasPasswords() const { return m_places[Password] >= 0; }

    void add(const CsvLine &line)
    {
        const QString origin = tr("line %1").arg(line.line);
        const QByteArrayView name = line.problem.isEmpty() ? cell(line, Name) : QByteArrayView();
        if (!line.problem.isEmpty())
            return appendProblem(m_drafts, origin, origin, line.problem);
        if (line.cells.size() != m_columns)
            return appendProblem(m_drafts, name.size() <= 200 ? textOf(name) : origin, origin,
                                 tr("It has %1 cells, and the first line has %2.").arg(line.cells.size()).arg(m_columns));
        if (cell(line, Type) == "note")
            return addNote(line, origin);
        appendLogin(m_drafts,
                    {.name = name, .user = cell(line, User), .password = cell(line, Password), .url = cell(line, Url), .totp = cell(line, Totp),
                     .folder = cell(line, Folder), .notes = joinedLines({textOf(cell(line, Notes)), textOf(cell(line, Fields))})},
                    origin);
    }

private:
    QByteArrayView cell(const CsvLine &line, Column column) const
    {
        return m_places[column] >= 0 ? line.cells.value(m_places[column]) : QByteArrayView();
    }

    void addNote(const CsvLine &line, const QString &origin)
    {
        if (cell(line, Notes).isEmpty())
            return appendProblem(m_drafts, textOf(cell(line, Name)), origin, tr("The note is empty."));
        appendNote(m_drafts, textOf(cell(line, Name)), secretOf(cell(line, Notes)), joinedLines({textOf(cell(line, Fields)), folderLine(cell(line, Folder))}),
                   origin);
    }

    Places m_places;
    qsizetype m_columns;
    ForeignDrafts &m_drafts;
};

} // namespace

CsvFlavour csvFlavour(const Secret &text)
{
    const QByteArray header = csvHeader(text);
    if (header.contains("login_password"))
        return CsvFlavour::Bitwarden;
    if (!header.contains("password"))
        return CsvFlavour::Unknown;
    if (isKeePassOne(header) || (header.contains("group") && header.contains("title")))
        return CsvFlavour::KeePass;
    if (header.contains("otpauth") && header.contains("archived"))
        return CsvFlavour::OnePassword;
    return header.contains("one-time password") || header.contains("favorite status") ? CsvFlavour::OnePassword : CsvFlavour::Generic;
}

Result<ForeignDrafts> readCsvLogins(Secret &text)
{
    const Result<CsvCells> table = readCsvCells(text, isKeePassOne(csvHeader(text)));
    if (!table)
        return std::unexpected(table.error());
    ForeignDrafts drafts;
    Rows rows(*table, drafts);
    if (!rows.hasPasswords())
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("This table has no column for passwords."), .detail = {},
                                     .hint = tr("The first line must name the columns, such as name,url,username,password.")});
    for (const CsvLine &line : table->lines)
        rows.add(line);
    return drafts;
}

} // namespace aiops::vault
