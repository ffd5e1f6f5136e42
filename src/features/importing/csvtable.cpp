#include "features/importing/csvtable.h"

#include "features/importing/hostrecord.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRows = 250'000; ///< each is a kilobyte when it is a host
constexpr qsizetype kMostColumns = 500;
constexpr qsizetype kLongestCell = 128 * 1024;
constexpr int kMostQuotedLines = 1000;
constexpr QStringView kFormulaStarts = u"=+-@\t\r";

bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r';
}

class Reader final
{
public:
    Reader(QStringView text, QChar delimiter) : m_text(text), m_delimiter(delimiter) {}

    bool atEnd() const { return m_at >= m_text.size(); }

    CsvRow next()
    {
        CsvRow row{.line = m_line};
        while (true) {
            QString cell = readCell(row);
            if (cell.size() > kLongestCell)
                row.problem = Text::tr("a cell is longer than 128 KiB");
            else if (row.cells.size() >= kMostColumns)
                row.problem = Text::tr("there are more than 500 cells");
            if (row.problem.isEmpty())
                row.cells += std::move(cell);
            if (atEnd() || m_text[m_at] != m_delimiter)
                break;
            ++m_at;
        }
        endLine();
        return row;
    }

private:
    QString readCell(CsvRow &row)
    {
        if (atEnd() || m_text[m_at] != u'"')
            return readPlain();
        const qsizetype start = m_at;
        const int line = m_line;
        QString cell;
        if (readQuoted(cell))
            return cell + readPlain(); // "a"b: what follows the quote belongs to the cell
        row.problem = Text::tr("a quote is not closed");
        m_at = start;
        m_line = line;
        while (!atEnd() && !isLineEnd(m_text[m_at]))
            ++m_at;
        return {};
    }

    QString readPlain()
    {
        const qsizetype start = m_at;
        while (!atEnd() && m_text[m_at] != m_delimiter && !isLineEnd(m_text[m_at]))
            ++m_at;
        return m_text.sliced(start, m_at - start).toString();
    }

    bool readQuoted(QString &cell)
    {
        const int first = m_line;
        qsizetype start = ++m_at;
        for (; !atEnd() && m_at - start <= kLongestCell && m_line - first < kMostQuotedLines; ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'\n')
                ++m_line;
            if (c != u'"')
                continue;
            cell += m_text.sliced(start, m_at - start);
            if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != u'"') {
                ++m_at;
                return true;
            }
            start = ++m_at; // "" is a quote: kept as the first of the next part
        }
        return false;
    }

    void endLine()
    {
        if (atEnd())
            return;
        if (m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n')
            ++m_at;
        ++m_at;
        ++m_line;
    }

    QStringView m_text;
    QChar m_delimiter;
    qsizetype m_at = 0;
    int m_line = 1;
};

bool isBlank(const CsvRow &row)
{
    return row.problem.isEmpty() && std::ranges::all_of(row.cells, [](const QString &cell) { return cell.trimmed().isEmpty(); });
}

/// Of the characters between the names of the columns the most frequent one, outside quotes.
QChar delimiterOf(QStringView text)
{
    std::array<std::pair<QChar, int>, 3> counts{{{u',', 0}, {u';', 0}, {u'\t', 0}}};
    bool quoted = false;
    bool any = false;
    for (const QChar c : text.first(qMin<qsizetype>(text.size(), kLongestCell))) {
        if (c == u'"')
            quoted = !quoted;
        if (!quoted && isLineEnd(c) && any)
            break;
        any = any || !c.isSpace();
        for (auto &[delimiter, count] : counts)
            count += !quoted && c == delimiter ? 1 : 0;
    }
    return std::ranges::max_element(counts, {}, [](const auto &pair) { return pair.second; })->first;
}

} // namespace

Result<CsvTable> readCsv(const QString &text, QChar delimiter)
{
    CsvTable table{.delimiter = delimiter.isNull() ? delimiterOf(text) : delimiter};
    Reader reader(text, table.delimiter);
    while (!reader.atEnd()) {
        CsvRow row = reader.next();
        if (isBlank(row))
            continue;
        if (table.header.isEmpty() && !row.problem.isEmpty())
            return std::unexpected(Error{Errc::Invalid, Text::tr("The first line cannot be read: %1.").arg(row.problem)});
        if (table.header.isEmpty())
            table.header = row.cells;
        else if (table.rows.size() < kMostRows)
            table.rows += std::move(row);
        else
            return std::unexpected(Error{Errc::TooLarge, Text::tr("The file has more than 250,000 rows.")});
    }
    if (table.header.isEmpty())
        return std::unexpected(Error{Errc::Invalid, Text::tr("The file is empty: the first line must name the columns."), {},
                                     Text::tr("Such as: name,address,port,user")});
    return table;
}

QString csvCell(const QString &value, QChar delimiter)
{
    // An apostrophe that was there gets another one, so that reading takes off exactly what writing put there.
    const bool isRisky = !value.isEmpty() && (kFormulaStarts.contains(value.front()) || value.front() == u'\'');
    QString cell = isRisky ? u'\'' + value : value;
    const bool needsQuotes = cell.contains(delimiter) || cell.contains(u'"') || cell.contains(u'\n') || cell.contains(u'\r')
                             || cell.contains(u'\t') || (!cell.isEmpty() && (cell.front().isSpace() || cell.back().isSpace()));
    return needsQuotes ? u'"' + cell.replace(u'"', "\"\""_L1) + u'"' : cell;
}

QString plainCell(const QString &cell)
{
    const bool isGuarded = cell.size() > 1 && cell.front() == u'\'' && (kFormulaStarts.contains(cell[1]) || cell[1] == u'\'');
    return isGuarded ? cell.sliced(1) : cell;
}

} // namespace aiops::importing
