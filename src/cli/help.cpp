#include "cli/help.h"

#include "cli/displaywidth.h"
#include "cli/parser.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

using Lines = QList<std::pair<QString, QString>>;

QString twoColumns(const Lines &lines)
{
    constexpr int kWidest = 30;
    int width = 0;
    for (const auto &[left, right] : lines) {
        if (displayWidth(left) <= kWidest)
            width = std::max(width, displayWidth(left));
    }
    QString text;
    for (const auto &[left, right] : lines) {
        const int padding = width - displayWidth(left);
        const QString gap = padding >= 0 ? QString(padding + 2, u' ') : u"\n"_s + QString(width + 4, u' ');
        text += u"  "_s + left + (right.isEmpty() ? QString() : gap + right) + u'\n';
    }
    return text;
}

QString parameterLines(const QList<Parameter> &parameters)
{
    Lines lines;
    for (const Parameter &parameter : parameters)
        lines.append({shownParameter(parameter), parameter.help});
    return twoColumns(lines);
}

QString globalLines()
{
    return u'\n' + tr("Everywhere:") + u'\n' + parameterLines(globalOptions());
}

QString valueName(const Parameter &parameter)
{
    return parameter.choices.isEmpty() ? parameter.name.mid(2).toUpper() : parameter.choices.join(u'|');
}

} // namespace

QString commandName(const Verb &verb)
{
    return (u"aiops "_s + verb.noun + u' ' + verb.name).trimmed();
}

QString shownParameter(const Parameter &parameter)
{
    switch (parameter.kind) {
    case Parameter::Flag:
    case Parameter::Positional:
        return parameter.name;
    case Parameter::Positionals:
        return parameter.name + u'…';
    case Parameter::Rest:
        return u"-- "_s + parameter.name;
    default:
        return parameter.name + u' ' + valueName(parameter);
    }
}

QString synopsis(const Verb &verb)
{
    QStringList words{commandName(verb)};
    for (const Parameter &parameter : verb.parameters) {
        const QString shown = shownParameter(parameter);
        words.append(parameter.required ? shown : u'[' + shown + u']' + (parameter.kind == Parameter::List ? u"…"_s : QString()));
    }
    return words.join(u' ');
}

QStringList visibleNouns(const Registry &registry)
{
    QStringList nouns;
    for (const Verb &verb : registry.verbs()) {
        if (!verb.noun.startsWith("__"_L1) && !nouns.contains(verb.noun))
            nouns.append(verb.noun);
    }
    return nouns;
}

QList<Verb> verbsOfNoun(const Registry &registry, const QString &noun)
{
    QList<Verb> verbs;
    std::ranges::copy_if(registry.verbs(), std::back_inserter(verbs), [&](const Verb &verb) { return verb.noun == noun; });
    return verbs;
}

QString programHelp(const Registry &registry)
{
    Lines lines;
    for (const QString &noun : visibleNouns(registry)) {
        const QList<Verb> verbs = verbsOfNoun(registry, noun);
        const QString help = registry.nounHelp(noun);
        lines.append({noun, help.isEmpty() ? verbs.first().help : help});
    }
    return tr("The command line of AIOps Command Center.") + u"\n\naiops [--home DIR] [--json] … NOUN VERB …\n\n"_s + twoColumns(lines)
           + globalLines() + u"  --version  "_s + tr("print the version") + u"\n\n"_s
           + tr("“aiops NOUN --help” explains one of them, with an example each.") + u'\n';
}

QString nounHelp(const Registry &registry, const QString &noun)
{
    const QList<Verb> verbs = verbsOfNoun(registry, noun);
    if (verbs.size() == 1 && verbs.first().name.isEmpty())
        return verbHelp(verbs.first());
    QString text = registry.nounHelp(noun).isEmpty() ? QString() : registry.nounHelp(noun) + u"\n\n"_s;
    Lines lines;
    QString examples;
    for (const Verb &verb : verbs) {
        lines.append({verb.name, verb.help});
        if (!verb.example.isEmpty())
            examples += u"  "_s + verb.example + u'\n';
    }
    text += twoColumns(lines);
    if (!examples.isEmpty())
        text += u'\n' + tr("Examples:") + u'\n' + examples;
    return text + u'\n' + tr("“aiops %1 VERB --help” explains one verb.").arg(noun) + u'\n';
}

QString verbHelp(const Verb &verb)
{
    QString text = verb.help + u"\n\n"_s + synopsis(verb) + u'\n';
    if (!verb.parameters.isEmpty())
        text += u'\n' + parameterLines(verb.parameters);
    if (!verb.example.isEmpty())
        text += u'\n' + tr("Example:") + u"\n  "_s + verb.example + u'\n';
    return text + globalLines();
}

} // namespace aiops::cli
