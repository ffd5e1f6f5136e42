#include "ssh/client/configfile.h"

#include "core/wildcard.h"
#include "ssh/client/configwords.h"
#include "ssh/client/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 4 * 1024 * 1024;
constexpr qint64 kLargestTree = 32 * 1024 * 1024;
constexpr qsizetype kLongestLine = 64 * 1024;
constexpr int kDeepest = 16;
constexpr int kMostFiles = 1000;
constexpr qsizetype kMostProblems = 1000;
constexpr qsizetype kMostWords = 1'000'000; ///< of all files: each takes many times its size in memory
constexpr qsizetype kWordsOfLine = 3;       ///< as which the line itself counts

class TreeReader final
{
public:
    explicit TreeReader(const ConfigPlaces &places) : m_places(places) {}

    Result<ConfigTree> read(const QString &path)
    {
        m_tree.blocks += ConfigBlock{.file = path};
        const Status done = readFile(path, 0, 0);
        if (!done)
            return std::unexpected(done.error());
        return std::move(m_tree);
    }

private:
    Status readFile(const QString &path, qsizetype block, int depth);
    Result<QByteArray> content(const QString &path);
    void readLine(QByteArrayView line, const QString &path, int number, qsizetype &block, qsizetype outer, int depth);
    void include(const ConfigLine &line, const QString &path, int number, qsizetype block, int depth);
    void includeOne(const QString &file, const QString &path, int number, qsizetype block, int depth);
    QStringList globbed(const QString &pattern) const;
    void problem(const QString &file, int line, const QString &text, bool isNote = false);
    void skipBlock(QByteArrayView line, const QString &path, int number, qsizetype &block, qsizetype outer);

    ConfigPlaces m_places;
    ConfigTree m_tree;
    QStringList m_open; ///< canonical paths of the files that are being read
    int m_files = 0;
    int m_patterns = 0; ///< of Include
    qsizetype m_words = 0;
    qint64 m_bytes = 0;
};

void TreeReader::problem(const QString &file, int line, const QString &text, bool isNote)
{
    if (m_tree.problems.size() < kMostProblems)
        m_tree.problems += ConfigProblem{file, line, text, isNote};
}

Result<QByteArray> TreeReader::content(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.exists())
        return fail(Errc::NotFound, Text::tr("%1 does not exist.").arg(path));
    if (!info.isFile())
        return fail(Errc::Invalid, Text::tr("%1 is not a file.").arg(path));
    if (info.size() > kLargestFile || m_bytes + info.size() > kLargestTree)
        return fail(Errc::TooLarge, Text::tr("%1 is too large (more than 4 MiB, or 32 MiB with all included files).").arg(path));
    if (!file.open(QFile::ReadOnly))
        return fail(Errc::Failed, Text::tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    QByteArray bytes = file.read(kLargestFile + 1);
    m_bytes += bytes.size();
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return fail(Errc::Invalid, Text::tr("%1 is UTF-16; ssh reads UTF-8 only.").arg(path));
    return bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes;
}

Status TreeReader::readFile(const QString &path, qsizetype outer, int depth)
{
    if (m_places.cancelled && m_places.cancelled())
        return std::unexpected(Error{Errc::Cancelled, Text::tr("Cancelled.")});
    m_files++;
    const auto bytes = content(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    m_open.append(QFileInfo(path).canonicalFilePath());
    qsizetype block = outer;
    int number = 0;
    for (qsizetype at = 0; at < bytes->size();) {
        qsizetype end = bytes->indexOf('\n', at);
        end = end < 0 ? bytes->size() : end;
        readLine(QByteArrayView(*bytes).sliced(at, end - at), path, ++number, block, outer, depth);
        at = end + 1;
    }
    m_open.removeLast();
    return {};
}

void TreeReader::readLine(QByteArrayView text, const QString &path, int number, qsizetype &block, qsizetype outer, int depth)
{
    if (m_words > kMostWords)
        return; // it was said
    const Result<ConfigLine> line = text.size() > kLongestLine ? fail(Errc::TooLarge, Text::tr("the line is longer than 64 KiB")) : splitConfigLine(text);
    if (!line) {
        problem(path, number, line.error().text);
        return skipBlock(text, path, number, block, outer);
    }
    if (line->keyword.isEmpty())
        return;
    m_words += kWordsOfLine + line->arguments.size();
    if (m_words > kMostWords)
        return problem(path, number, Text::tr("there are more than 1,000,000 words; the others are left out"));
    if (line->keyword == "include")
        return include(*line, path, number, block, depth);
    if (line->keyword != "host" && line->keyword != "match") {
        m_tree.directives += ConfigDirective{line->keyword, line->arguments, block, path, number};
        return;
    }
    ConfigBlock next{.patterns = line->arguments, .parent = outer, .isMatch = line->keyword == "match", .file = path, .line = number};
    const auto isWild = [](const QByteArray &pattern) { return pattern.startsWith('!') || pattern.contains('*') || pattern.contains('?'); };
    next.hasWildcard = std::ranges::any_of(next.patterns, isWild);
    if (next.isMatch)
        problem(path, number, Text::tr("the block “Match %1” is not taken over").arg(QString::fromUtf8(line->arguments.join(' ').left(80))), true);
    block = m_tree.blocks.size();
    m_tree.blocks += next;
}

/// What stands below a Host or Match line that cannot be read belongs to nobody, above all not to the host before it.
void TreeReader::skipBlock(QByteArrayView line, const QString &path, int number, qsizetype &block, qsizetype outer)
{
    const QByteArray start = line.first(qMin<qsizetype>(line.size(), 64)).trimmed().toByteArray().toLower();
    if (!start.startsWith("host") && !start.startsWith("match"))
        return;
    if (const char next = start.size() > 4 ? start[4] : ' '; start.startsWith("host") && next != ' ' && next != '\t' && next != '=' && next != '"')
        return;
    block = m_tree.blocks.size();
    m_tree.blocks += ConfigBlock{.parent = outer, .isMatch = true, .file = path, .line = number};
}

void TreeReader::include(const ConfigLine &line, const QString &path, int number, qsizetype block, int depth)
{
    if (depth + 1 >= kDeepest)
        return problem(path, number, Text::tr("Include is nested deeper than 16 levels"));
    for (const QByteArray &argument : line.arguments) {
        if (++m_patterns > kMostFiles || (m_places.cancelled && m_places.cancelled()))
            return problem(path, number, Text::tr("more than 1000 files are included"));
        QString pattern = expandTilde(QString::fromUtf8(argument), m_places.home);
        if (pattern.contains("${"_L1)) {
            problem(path, number, Text::tr("Include with a variable is not taken over: %1").arg(pattern), true);
            continue;
        }
        if (!QDir::isAbsolutePath(pattern))
            pattern = m_places.sshFolder + u'/' + pattern;
        const QStringList files = globbed(QDir::cleanPath(pattern));
        if (files.isEmpty())
            problem(path, number, Text::tr("Include finds no file: %1").arg(pattern), true);
        for (const QString &file : files)
            includeOne(file, path, number, block, depth);
    }
}

void TreeReader::includeOne(const QString &file, const QString &path, int number, qsizetype block, int depth)
{
    if (m_open.contains(QFileInfo(file).canonicalFilePath()))
        return problem(path, number, Text::tr("Include goes round in a circle: %1").arg(file));
    if (m_files >= kMostFiles)
        return problem(path, number, Text::tr("more than 1000 files are included"));
    if (const Status done = readFile(file, block, depth + 1); !done)
        problem(path, number, done.error().text);
}

/// Every part of the path may hold * and ?; in the order of names, as glob(3). A leading dot must be written.
QStringList TreeReader::globbed(const QString &pattern) const
{
    QStringList found{pattern.startsWith(u'/') ? u"/"_s : QString()};
    for (const QString &part : pattern.split(u'/', Qt::SkipEmptyParts)) {
        const bool isWild = part.contains(u'*') || part.contains(u'?') || part.contains(u'[');
        QStringList next;
        for (const QString &folder : std::as_const(found)) {
            const QString prefix = folder.isEmpty() || folder.endsWith(u'/') ? folder : folder + u'/';
            if (!isWild) {
                next += prefix + part;
                continue;
            }
            const auto filters = QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System | QDir::CaseSensitive | (part.startsWith(u'.') ? QDir::Hidden : QDir::Filters());
            for (const QString &name : QDir(folder).entryList({closedWildcard(part)}, filters, QDir::Name))
                next += prefix + name;
            if (next.size() > kMostFiles)
                break;
        }
        found = next;
    }
    found.removeIf([](const QString &file) { return !QFileInfo::exists(file); });
    return found;
}

} // namespace

QString expandTilde(const QString &path, const QString &home)
{
    if (path == "~"_L1)
        return home;
    return path.startsWith("~/"_L1) ? home + path.sliced(1) : path;
}

Result<ConfigTree> readConfigTree(const QString &path, const ConfigPlaces &places)
{
    return TreeReader(places).read(path);
}

} // namespace aiops::ssh
