#pragma once

#include "features/importing/csvhosts.h"
#include "features/importing/hostrecord.h"

#include <functional>

namespace aiops::importing {

enum class SourceKind { SshConfig, Csv, Ansible };

/// A file to import, and how a person wants it to be read.
struct SourceFile
{
    SourceKind kind = SourceKind::SshConfig;
    QString path;
    QString encoding = {};       ///< empty: found out
    QStringList mapping = {};    ///< "column=field" of a CSV file
};

struct ReadSource
{
    Document document;
    QString encoding;           ///< empty for ssh_config
    QStringList header;         ///< of a CSV file
    QList<CsvField> columns;
    QStringList sample;         ///< the first value of each column
};

inline constexpr qint64 kLargestCsv = 64 * 1024 * 1024;

/// Reads and understands the file; seconds for the largest. Any thread. Errors: NotFound, Invalid, TooLarge, Failed, Cancelled.
Result<ReadSource> readSource(const SourceFile &file, const std::function<bool()> &cancelled = {});

/// Where the hosts of this user are: ~/.ssh/config.
QString userConfigFile();

} // namespace aiops::importing
