#pragma once

#include "core/future.h"
#include "features/importing/csvtable.h"
#include "features/importing/hostrecord.h"

namespace aiops::importing {

/// What a column of a CSV file means. The names are those of cli.md, plus what a whole export needs.
enum class CsvField { None, Name, Address, Port, User, Project, Role, Environment, Tags, Group, Credential, Notes, Region, Jump, KeyFile };

QList<CsvField> csvFields(); ///< without None, in the order of an export
QString csvFieldKey(CsvField field);
QString csvFieldTitle(CsvField field); ///< for people
std::optional<CsvField> csvFieldOf(const QString &key);

/// By name and by the usual other names ("host", "ip", "hostname", "ssh_user" …); each field once, the first column wins.
QList<CsvField> guessColumns(const QStringList &header);

/// "column=field" pairs over the guess. Errors Invalid: no such column or field, or a field given twice.
Result<QList<CsvField>> mapColumns(const QStringList &header, const QStringList &pairs);

/// One host a row; what is wrong with a row is kept in it. Errors Invalid: no column says the address or the name.
Result<Document> hostsOfCsv(const CsvTable &table, const QList<CsvField> &columns, const QString &file, const std::function<bool()> &cancelled = {});

} // namespace aiops::importing
