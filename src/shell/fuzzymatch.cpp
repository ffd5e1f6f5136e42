#include "shell/fuzzymatch.h"

namespace aiops::shell {
namespace {

bool startsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber() || (text[at].isUpper() && text[at - 1].isLower());
}

/// Takes letters from `from` on; the first one at `from` itself.
std::optional<FuzzyMatch> matchFrom(const QString &query, const QString &text, qsizetype from)
{
    FuzzyMatch match;
    qsizetype at = from;
    for (const QChar wanted : query) {
        if (wanted.isSpace())
            continue;
        while (at < text.size() && text[at].toCaseFolded() != wanted.toCaseFolded())
            ++at;
        if (at == text.size())
            return std::nullopt;
        const bool run = !match.at.isEmpty() && match.at.last() == at - 1;
        match.score += 1 + (run ? 5 : 0) + (startsWord(text, at) ? 8 : 0);
        match.at.append(at++);
    }
    match.score -= int(match.at.value(0)) / 4 + int(text.size()) / 16;
    return match;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &query, const QString &text)
{
    const QString letters = query.simplified();
    if (letters.isEmpty())
        return FuzzyMatch{};
    std::optional<FuzzyMatch> best;
    for (qsizetype from = 0; from < text.size(); ++from) {
        if (text[from].toCaseFolded() != letters[0].toCaseFolded())
            continue;
        const auto match = matchFrom(letters, text, from);
        if (!match)
            break;
        if (!best || match->score > best->score)
            best = match;
    }
    return best;
}

FuzzyMatch wordMatch(const QString &query, const QString &text)
{
    FuzzyMatch all;
    for (const QString &word : query.simplified().split(u' ', Qt::SkipEmptyParts)) {
        const auto match = fuzzyMatch(word, text);
        if (!match)
            continue;
        all.score += match->score;
        all.at.append(match->at);
    }
    return all;
}

} // namespace aiops::shell
