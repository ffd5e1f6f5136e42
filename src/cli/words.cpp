#include "cli/words.h"

#include "cli/parser.h"

#include "core/text.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

Error unknown(const QString &text, const QString &word, const QStringList &candidates, const QString &help)
{
    const QString near = nearest(word, candidates);
    const QString all = tr("“%1 --help” lists all.").arg(help);
    return Error{Errc::Invalid, text.arg(shownPlain(word, 60)), {},
                 near.isEmpty() ? all : tr("Did you mean “%1”?").arg(near) + u' ' + all};
}

bool takesValue(const QString &word)
{
    return std::ranges::any_of(globalOptions(), [&](const Parameter &p) { return p.name == word && p.kind == Parameter::Value; });
}

QStringList nounsOf(const Registry &registry)
{
    QStringList nouns;
    for (const Verb &verb : registry.verbs()) {
        if (!nouns.contains(verb.noun) && !verb.noun.startsWith("__"_L1))
            nouns.append(verb.noun);
    }
    return nouns;
}

QList<const Verb *> verbsOf(const Registry &registry, const QString &noun)
{
    QList<const Verb *> verbs;
    for (const Verb &verb : registry.verbs()) {
        if (verb.noun == noun)
            verbs.append(&verb);
    }
    return verbs;
}

/// Index of the next word that is neither a global option nor its value, or the size.
qsizetype nextPlain(const QStringList &words, qsizetype from)
{
    while (from < words.size() && words[from].startsWith(u'-'))
        from += takesValue(words[from]) ? 2 : 1;
    return std::min(from, words.size());
}

struct Choice
{
    const Verb *verb = nullptr;
    QList<qsizetype> used;
};

/// Verbs may have two words ("source add"); the longer name wins, then the verb without a name.
Choice chooseVerb(const QList<const Verb *> &verbs, const QStringList &words, qsizetype noun)
{
    const qsizetype first = nextPlain(words, noun + 1);
    const qsizetype second = first < words.size() ? nextPlain(words, first + 1) : first;
    const auto named = [&](const QString &name) -> const Verb * {
        const auto found = std::ranges::find(verbs, name, [](const Verb *verb) { return verb->name; });
        return found == verbs.end() ? nullptr : *found;
    };
    if (second < words.size()) {
        if (const Verb *verb = named(words[first] + u' ' + words[second]))
            return {verb, {noun, first, second}};
    }
    if (first < words.size() && !words[first].isEmpty()) {
        if (const Verb *verb = named(words[first]))
            return {verb, {noun, first}};
    }
    return {named({}), {noun}};
}

Error verbError(const QList<const Verb *> &verbs, const QStringList &words, const QString &noun, qsizetype at)
{
    QStringList names;
    for (const Verb *verb : verbs)
        names.append(verb->name);
    const qsizetype given = nextPlain(words, at + 1);
    if (given >= words.size())
        return Error{Errc::Invalid, tr("“%1” needs a verb: %2.").arg(noun, names.join(", "_L1)), {},
                     tr("“aiops %1 --help” explains them.").arg(noun)};
    return unknown(tr("“%1” has no verb “%2”.").arg(noun, u"%1"_s), words[given], names, u"aiops "_s + noun);
}

void cutOff(Words &split, const QStringList &words)
{
    const qsizetype end = words.indexOf(u"--"_s);
    split.separated = end >= 0;
    split.rest = end < 0 ? words : words.first(end);
    split.behind = end < 0 ? QStringList() : words.sliced(end + 1);
    for (const QString &flag : {u"--help"_s, u"-h"_s})
        split.help = split.rest.removeAll(flag) > 0 || split.help;
}

} // namespace

Result<Words> splitWords(const Registry &registry, const QStringList &words)
{
    Words split;
    cutOff(split, words);
    qsizetype noun = nextPlain(split.rest, 0);
    if (noun < split.rest.size() && split.rest[noun] == u"help"_s) {
        split.help = true;
        split.rest.removeAt(noun);
        noun = nextPlain(split.rest, noun);
    }
    split.version = split.rest.first(noun).contains(u"--version"_s);
    if (noun >= split.rest.size())
        return split;
    split.noun = split.rest[noun];
    const QList<const Verb *> verbs = verbsOf(registry, split.noun);
    if (verbs.isEmpty())
        return std::unexpected(unknown(tr("There is no command “%1”."), split.noun, nounsOf(registry), u"aiops"_s));
    Choice choice = chooseVerb(verbs, split.rest, noun);
    if (!choice.verb && !(split.help && nextPlain(split.rest, noun + 1) >= split.rest.size()))
        return std::unexpected(verbError(verbs, split.rest, split.noun, noun));
    split.verb = choice.verb;
    std::ranges::sort(choice.used, std::greater());
    for (const qsizetype index : std::as_const(choice.used))
        split.rest.removeAt(index);
    return split;
}

} // namespace aiops::cli
