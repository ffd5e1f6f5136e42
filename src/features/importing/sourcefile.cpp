#include "features/importing/sourcefile.h"

#include "core/future.h"
#include "features/importing/ansibleinventory.h"
#include "features/importing/sshhosts.h"
#include "features/importing/textdecoding.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

using Cancelled = std::function<bool()>;

Result<ReadSource> readConfig(const SourceFile &file, const Cancelled &cancelled)
{
    ssh::ConfigPlaces places = ssh::userConfigPlaces();
    places.cancelled = cancelled;
    const auto config = ssh::readSshConfig(file.path, places);
    if (!config)
        return std::unexpected(config.error());
    return ReadSource{.document = hostsOfSshConfig(*config)};
}

void noteEncoding(Document &document, const SourceFile &file, const DecodedText &decoded)
{
    if (decoded.guessed)
        document.problems.prepend({file.path, 0, Text::tr("the file is not UTF-8 and was read as Windows-1252: look at letters with accents"), true});
}

QString sampleOf(const CsvTable &table, qsizetype column)
{
    for (const CsvRow &row : table.rows.first(qMin<qsizetype>(table.rows.size(), 50))) {
        if (!row.cells.value(column).trimmed().isEmpty())
            return plainCell(row.cells[column]).trimmed();
    }
    return {};
}

Result<ReadSource> readCsvFile(const SourceFile &file, const DecodedText &decoded, const Cancelled &cancelled)
{
    const auto table = readCsv(decoded.text);
    if (!table)
        return std::unexpected(table.error());
    const auto columns = mapColumns(table->header, file.mapping);
    if (!columns)
        return std::unexpected(columns.error());
    ReadSource source{.header = table->header, .columns = *columns};
    for (qsizetype i = 0; i < table->header.size(); ++i)
        source.sample += sampleOf(*table, i);
    auto document = hostsOfCsv(*table, *columns, file.path, cancelled);
    // Without the columns there is nothing to review yet, but the person can map them.
    if (!document && document.error().code == Errc::Cancelled)
        return std::unexpected(document.error());
    if (document)
        source.document = *std::move(document);
    else
        source.document.problems += Problem{file.path, 1, document.error().text};
    return source;
}

ReadSource readAnsible(const SourceFile &file, const DecodedText &decoded, const Cancelled &cancelled)
{
    const AnsibleInventory inventory = looksLikeYaml(decoded.text, file.path) ? readAnsibleYaml(decoded.text, file.path)
                                                                              : readAnsibleIni(decoded.text, file.path);
    return {.document = hostsOfAnsible(inventory, cancelled)};
}

} // namespace

Result<ReadSource> readSource(const SourceFile &file, const Cancelled &cancelled)
{
    if (file.kind == SourceKind::SshConfig)
        return readConfig(file, cancelled);
    const auto bytes = readWhole(file.path, file.kind == SourceKind::Csv ? kLargestCsv : kLargestAnsible);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto decoded = decodeText(*bytes, file.encoding);
    if (!decoded)
        return std::unexpected(decoded.error());
    auto source = file.kind == SourceKind::Csv ? readCsvFile(file, *decoded, cancelled) : Result<ReadSource>(readAnsible(file, *decoded, cancelled));
    if (!source)
        return source;
    if (cancelled && cancelled())
        return std::unexpected(cancelledError());
    source->encoding = decoded->encoding;
    noteEncoding(source->document, file, *decoded);
    return source;
}

QString userConfigFile()
{
    return ssh::userSshConfig();
}

} // namespace aiops::importing
