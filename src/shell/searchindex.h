#pragma once

#include <QList>
#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace aiops::shell {

/// Rows of text in one flat, case-folded array that is scanned for every letter that is typed. Filled once, on any
/// thread, and only read after that. 100,000 rows take about 12 MB.
class SearchIndex final
{
public:
    void reserve(qsizetype rows);
    /// A row's place is the number of rows before it. Matches in the name weigh more than those in the details.
    void add(const QString &name, const QStringList &details = {});
    qsizetype size() const { return qsizetype(m_rows.size()); }

    /// Places of the rows in which every word of the query is found, best first: as it stands, at the start of a word,
    /// or letter by letter in order.
    QList<qsizetype> find(const QString &query, qsizetype most) const;

private:
    struct Row
    {
        quint64 letters; ///< which ones occur: most rows are refused by this alone
        quint32 start;
        quint16 nameSize;
        quint16 size;
    };
    int score(const Row &row, std::u16string_view word) const;

    std::u16string m_text;
    std::vector<Row> m_rows;
};

} // namespace aiops::shell
