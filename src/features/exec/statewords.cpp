#include "features/exec/statewords.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    const char *word;
    const char *glyph;
};

#define W(text) QT_TRANSLATE_NOOP("aiops::exec", text)
constexpr std::array<Words, hostStates> kWords{{{W("waiting"), "waiting"}, {W("connecting"), "starting"}, {W("running"), "starting"}, {W("ok"), "passed"},
                                               {W("failed"), "failed"}, {W("timed out"), "warning"}, {W("stopped"), "stopped"}, {W("not run"), "none"},
                                               {W("unreachable"), "unreachable"}, {W("denied"), "critical"}}};

struct OutcomeWords
{
    QLatin1StringView outcome;
    Words words;
};

constexpr std::array kOutcomes{OutcomeWords{"done"_L1, {W("done"), "passed"}},
                               OutcomeWords{"running"_L1, {W("running"), "starting"}},
                               OutcomeWords{"partial"_L1, {W("partly failed"), "warning"}},
                               OutcomeWords{"denied"_L1, {W("denied"), "unreachable"}},
                               OutcomeWords{"failed"_L1, {W("failed"), "failed"}},
                               OutcomeWords{"stopped"_L1, {W("stopped"), "stopped"}},
                               OutcomeWords{"interrupted"_L1, {W("interrupted"), "stopped"}}};
#undef W

const Words &wordsOf(const QString &outcome)
{
    const auto found = std::ranges::find(kOutcomes, outcome, &OutcomeWords::outcome);
    return (found == kOutcomes.end() ? kOutcomes.back() : *found).words;
}

} // namespace

QString outcomeWord(const QString &outcome)
{
    return QCoreApplication::translate("aiops::exec", wordsOf(outcome).word);
}

QString outcomeGlyph(const QString &outcome)
{
    return QString::fromLatin1(wordsOf(outcome).glyph);
}

QString stateWord(HostState state)
{
    return QCoreApplication::translate("aiops::exec", kWords[size_t(state)].word);
}

QString stateGlyph(HostState state)
{
    return QString::fromLatin1(kWords[size_t(state)].glyph);
}

QString countsText(const Counts &counts)
{
    QStringList parts;
    for (int i = 0; i < hostStates; ++i) {
        if (counts.of[size_t(i)] > 0)
            parts += u"%1 %2"_s.arg(counts.of[size_t(i)]).arg(stateWord(HostState(i)));
    }
    return QCoreApplication::translate("aiops::exec", "%1 of %2").arg(parts.join(u", "_s)).arg(counts.total());
}

} // namespace aiops::exec
