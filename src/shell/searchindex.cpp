#include "shell/searchindex.h"

namespace aiops::shell {
namespace {

using View = std::u16string_view;

constexpr qsizetype mostName = 500;
constexpr qsizetype mostDetails = 2000;
constexpr int nameBonus = 40;

View viewOf(const QString &text)
{
    return {reinterpret_cast<const char16_t *>(text.utf16()), size_t(text.size())};
}

quint64 letterBit(char16_t c)
{
    if (c >= u'a' && c <= u'z')
        return quint64(1) << (c - u'a');
    if (c >= u'0' && c <= u'9')
        return quint64(1) << (26 + c - u'0');
    return quint64(1) << (36 + c % 28);
}

quint64 lettersOf(View text)
{
    quint64 letters = 0;
    for (const char16_t c : text)
        letters |= letterBit(c);
    return letters;
}

bool startsWord(View text, size_t at)
{
    return at == 0 || !QChar(text[at - 1]).isLetterOrNumber();
}

/// 0: the letters are not there in this order.
int scoreInOrder(View text, View word)
{
    size_t at = 0;
    int starts = 0;
    for (const char16_t wanted : word) {
        while (at < text.size() && text[at] != wanted)
            ++at;
        if (at == text.size())
            return 0;
        starts += startsWord(text, at) ? 1 : 0;
        ++at;
    }
    return 10 + qMin(20, starts * 4);
}

int scoreIn(View text, View word)
{
    size_t at = text.find(word);
    if (at == View::npos)
        return scoreInOrder(text, word);
    if (at == 0)
        return text.size() == word.size() ? 150 : 100;
    for (; at != View::npos; at = text.find(word, at + 1)) {
        if (startsWord(text, at))
            return 80;
    }
    return 60;
}

} // namespace

void SearchIndex::reserve(qsizetype rows)
{
    m_rows.reserve(size_t(rows));
    m_text.reserve(size_t(rows) * 48);
}

void SearchIndex::add(const QString &name, const QStringList &details)
{
    const QString shown = name.first(qMin(name.size(), mostName)).toCaseFolded();
    const QString rest = details.join(u'\n').left(mostDetails).toCaseFolded();
    const auto start = quint32(m_text.size());
    m_text.append(viewOf(shown));
    if (!rest.isEmpty()) {
        m_text.push_back(u'\n');
        m_text.append(viewOf(rest));
    }
    const auto size = quint16(m_text.size() - start);
    m_rows.push_back({lettersOf(View(m_text).substr(start)), start, quint16(shown.size()), size});
}

int SearchIndex::score(const Row &row, View word) const
{
    const View all = View(m_text).substr(row.start, row.size);
    if (const int inName = scoreIn(all.substr(0, row.nameSize), word))
        return inName + nameBonus;
    int best = 0;
    for (size_t from = row.nameSize + 1u; from < all.size();) {
        const size_t end = qMin(all.find(u'\n', from), all.size());
        best = qMax(best, scoreIn(all.substr(from, end - from), word));
        from = end + 1;
    }
    return best;
}

QList<qsizetype> SearchIndex::find(const QString &query, qsizetype most) const
{
    const QStringList words = query.toCaseFolded().simplified().split(u' ', Qt::SkipEmptyParts);
    quint64 letters = 0;
    for (const QString &word : words)
        letters |= lettersOf(viewOf(word));
    struct Found { int score; quint32 place; };
    std::vector<Found> found;
    for (size_t place = 0; place < m_rows.size(); ++place) {
        const Row &row = m_rows[place];
        if ((row.letters & letters) != letters)
            continue;
        int total = 0;
        const bool fits = std::ranges::all_of(words, [&](const QString &word) {
            const int points = score(row, viewOf(word));
            total += points;
            return points > 0;
        });
        if (fits)
            found.push_back({total - row.nameSize / 8, quint32(place)});
    }
    const auto better = [](const Found &a, const Found &b) { return a.score != b.score ? a.score > b.score : a.place < b.place; };
    const auto end = found.begin() + std::min(qsizetype(found.size()), most);
    std::partial_sort(found.begin(), end, found.end(), better);
    QList<qsizetype> places;
    for (auto at = found.begin(); at != end; ++at)
        places.append(at->place);
    return places;
}

} // namespace aiops::shell
