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
#undef W

} // namespace

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
