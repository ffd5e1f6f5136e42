#include "storage/sqlerror.h"

#include "storage/statements.h"

#include <QCoreApplication>

#include <array>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

struct Known
{
    int code; ///< sqlite.org/rescode.html; up to 255 stands for all extended codes of its kind
    Errc errc;
    const char *text;
    const char *hint;
};

constexpr auto kDamaged = QT_TRANSLATE_NOOP("storage", "The database is damaged.");
constexpr auto kRestore = QT_TRANSLATE_NOOP("storage", "Close the program and put a backup of aiops.db in its place.");

const std::array kKnown{
    Known{2067, Errc::Conflict, QT_TRANSLATE_NOOP("storage", "Something with this name or these values already exists."), ""},
    Known{1555, Errc::Conflict, QT_TRANSLATE_NOOP("storage", "This object already exists."), ""},
    Known{787, Errc::Invalid, QT_TRANSLATE_NOOP("storage", "It refers to something that does not exist, or is still in use."), ""},
    Known{1811, Errc::Failed, QT_TRANSLATE_NOOP("storage", "This table may not be changed this way."), ""},
    Known{19, Errc::Invalid, QT_TRANSLATE_NOOP("storage", "A value is missing or out of range."), ""},
    Known{778, Errc::DiskFull, QT_TRANSLATE_NOOP("storage", "The disk does not take more data."),
          QT_TRANSLATE_NOOP("storage", "Free some space and try again. Nothing saved before was lost.")},
    Known{4874, Errc::DiskFull, QT_TRANSLATE_NOOP("storage", "The disk does not take more data."), // IOERR_SHMSIZE
          QT_TRANSLATE_NOOP("storage", "Free some space and try again. Nothing saved before was lost.")},
    Known{13, Errc::DiskFull, QT_TRANSLATE_NOOP("storage", "The disk is full."),
          QT_TRANSLATE_NOOP("storage", "Free some space and try again. Nothing saved before was lost.")},
    Known{11, Errc::Corrupt, kDamaged, kRestore},
    Known{26, Errc::Corrupt, QT_TRANSLATE_NOOP("storage", "The file is not a database."), kRestore},
    Known{5, Errc::Busy, QT_TRANSLATE_NOOP("storage", "Another program is using the database."),
          QT_TRANSLATE_NOOP("storage", "Close it and try again.")},
    Known{6, Errc::Busy, QT_TRANSLATE_NOOP("storage", "The database is locked."), ""},
    Known{8, Errc::ReadOnly, QT_TRANSLATE_NOOP("storage", "The database cannot be written."),
          QT_TRANSLATE_NOOP("storage", "Check the permissions of the file and its folder.")},
    Known{14, Errc::ReadOnly, QT_TRANSLATE_NOOP("storage", "The database cannot be opened."),
          QT_TRANSLATE_NOOP("storage", "Check the permissions of the file and its folder.")},
    Known{10, Errc::Failed, QT_TRANSLATE_NOOP("storage", "The disk reported an error."),
          QT_TRANSLATE_NOOP("storage", "Check the disk, then start the program again.")},
};

QString translated(const char *text)
{
    return *text ? QCoreApplication::translate("storage", text) : QString();
}

} // namespace

Error sqlError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    for (const Known &known : kKnown) {
        if (known.code == code || (known.code < 256 && known.code == (code & 0xff)))
            return Error{known.errc, translated(known.text), error.text(), translated(known.hint)};
    }
    return Error{Errc::Failed, QCoreApplication::translate("storage", "The database refused a request."), error.text()};
}

Result<QSqlQuery> run(QSqlDatabase &db, const QString &sql, const QVariantList &values)
{
    auto statement = Statement::prepare(db, sql);
    if (!statement)
        return std::unexpected(statement.error());
    if (auto done = statement->execute(values); !done)
        return std::unexpected(done.error());
    return Statement::handOver(*std::move(statement), db);
}

} // namespace aiops::storage
