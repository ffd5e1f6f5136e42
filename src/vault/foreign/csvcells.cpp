#include "vault/foreign/csvcells.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostLines = 50'000;
constexpr qsizetype kMostCells = 200;
constexpr qsizetype kLongestQuoted = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

char delimiterOf(QByteArrayView header)
{
    std::array<std::pair<char, int>, 3> counts{{{',', 0}, {';', 0}, {'\t', 0}}};
    bool quoted = false;
    for (const char c : header) {
        quoted = quoted != (c == '"');
        for (auto &[delimiter, count] : counts)
            count += !quoted && c == delimiter;
    }
    return std::ranges::max_element(counts, {}, [](const auto &pair) { return pair.second; })->first;
}

QByteArrayView firstLine(QByteArrayView text)
{
    const auto isEnd = [](char c) { return isLineEnd(c); };
    const auto start = std::find_if_not(text.begin(), text.end(), isEnd);
    return {start, std::find_if(start, text.end(), isEnd)};
}

class Reader final
{
public:
    Reader(Secret &text, bool backslash)
        : m_at(text.data()), m_end(text.data() + text.size()), m_delimiter(delimiterOf(firstLine(text.reveal()))), m_backslash(backslash)
    {
    }

    bool atEnd() const { return m_at == m_end; }

    CsvLine next()
    {
        CsvLine row{.line = m_line};
        while (true) {
            const QByteArrayView cell = readCell(row);
            if (row.cells.size() < kMostCells)
                row.cells.append(cell);
            else
                row.problem = tr("It has more than 200 cells.");
            if (atEnd() || *m_at != m_delimiter)
                break;
            ++m_at;
        }
        endLine();
        return row;
    }

private:
    QByteArrayView readCell(CsvLine &row)
    {
        if (atEnd() || *m_at != '"')
            return readPlain();
        char *const close = closingQuote();
        if (!close) {
            row.problem = tr("A quote is not closed.");
            skipLine();
            return {};
        }
        const QByteArrayView cell = unquoted(m_at + 1, close);
        m_at = close + 1;
        if (!atEnd() && *m_at != m_delimiter && !isLineEnd(*m_at)) {
            row.problem = tr("Something stands behind a closing quote.");
            readPlain();
        }
        return cell;
    }

    QByteArrayView readPlain()
    {
        char *const start = m_at;
        while (!atEnd() && *m_at != m_delimiter && !isLineEnd(*m_at))
            ++m_at;
        return {start, m_at};
    }

    void skipLine()
    {
        while (!atEnd() && !isLineEnd(*m_at))
            ++m_at;
    }

    bool isEscaped(const char *at) const
    {
        const bool byBackslash = m_backslash && *at == '\\' && at + 1 < m_end && (at[1] == '"' || at[1] == '\\');
        return byBackslash || (*at == '"' && at + 1 < m_end && at[1] == '"');
    }

    char *closingQuote() const
    {
        char *const last = m_end - m_at > kLongestQuoted ? m_at + kLongestQuoted : m_end;
        for (char *at = m_at + 1; at < last; ++at) {
            if (isEscaped(at))
                ++at;
            else if (*at == '"')
                return at;
        }
        return nullptr;
    }

    QByteArrayView unquoted(char *from, const char *to)
    {
        char *out = from;
        for (const char *at = from; at < to; ++at) {
            at += isEscaped(at);
            m_line += *at == '\n';
            *out++ = *at;
        }
        return {from, out};
    }

    void endLine()
    {
        if (atEnd())
            return;
        if (*m_at == '\r' && m_at + 1 < m_end && m_at[1] == '\n')
            ++m_at;
        ++m_at;
        ++m_line;
    }

    char *m_at;
    char *m_end;
    const char m_delimiter;
    const bool m_backslash;
    int m_line = 1;
};

bool isBlank(const CsvLine &row)
{
    return row.problem.isEmpty() && std::ranges::all_of(row.cells, [](QByteArrayView cell) { return cell.trimmed().isEmpty(); });
}

} // namespace

Result<CsvCells> readCsvCells(Secret &text, bool backslash)
{
    CsvCells out;
    Reader reader(text, backslash);
    while (!reader.atEnd()) {
        CsvLine row = reader.next();
        if (isBlank(row))
            continue;
        if (!out.header.isEmpty() && out.lines.size() >= kMostLines)
            return std::unexpected(Error{.code = Errc::TooLarge, .text = tr("The file has more than 50,000 entries."), .detail = {}, .hint = tr("Split it.")});
        if (!out.header.isEmpty())
            out.lines.append(std::move(row));
        else if (row.problem.isEmpty())
            out.header = row.cells;
        else
            return std::unexpected(Error{.code = Errc::Invalid, .text = tr("The first line cannot be read. %1").arg(row.problem)});
    }
    if (out.header.isEmpty())
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("The file is empty.")});
    return out;
}

QByteArray csvHeader(const Secret &text)
{
    const QByteArrayView line = firstLine(text.reveal());
    return line.first(qMin<qsizetype>(line.size(), 4096)).toByteArray().toLower();
}

} // namespace aiops::vault
