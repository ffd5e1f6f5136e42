#include "cli/completion.h"

#include "cli/help.h"
#include "cli/parser.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QString key(const Verb &verb)
{
    return (verb.noun + u' ' + verb.name).trimmed();
}

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', "'\\''"_L1) + u'\'';
}

QStringList options(const Verb &verb)
{
    QStringList names;
    for (const Parameter &parameter : verb.parameters + globalOptions()) {
        if (parameter.name.startsWith("--"_L1))
            names.append(parameter.name);
    }
    return names << u"--help"_s;
}

/// "@instance" asks for names, "@file" for files, everything else is a list of words.
QString source(const Parameter &parameter)
{
    if (!parameter.choices.isEmpty())
        return parameter.choices.join(u' ');
    return parameter.completes.isEmpty() ? QString() : u'@' + parameter.completes;
}

QString positionalSource(const Verb &verb)
{
    for (const Parameter &parameter : verb.parameters) {
        if (parameter.kind == Parameter::Positional || parameter.kind == Parameter::Positionals)
            return source(parameter);
    }
    return {};
}

/// The table that bash and zsh share, as cases of a shell function: what may follow.
QString table(const Registry &registry)
{
    QString cases;
    for (const QString &noun : visibleNouns(registry)) {
        QStringList names;
        for (const Verb &verb : verbsOfNoun(registry, noun)) {
            if (!verb.name.isEmpty())
                names.append(verb.name.section(u' ', 0, 0));
            const QString words = positionalSource(verb);
            cases += u"    %1) echo %2;;\n"_s.arg(quoted(key(verb) + u" *"_s), quoted((options(verb) + QStringList(words)).join(u' ')));
            for (const Parameter &parameter : verb.parameters) {
                if (parameter.kind == Parameter::Value || parameter.kind == Parameter::List)
                    cases += u"    %1) echo %2;;\n"_s.arg(quoted(key(verb) + u' ' + parameter.name), quoted(source(parameter)));
            }
        }
        names.removeDuplicates();
        if (!names.isEmpty())
            cases += u"    %1) echo %2;;\n"_s.arg(quoted(noun), quoted(names.join(u' ')));
    }
    return cases;
}

QString filled(QString script, const Registry &registry)
{
    return script.replace("@TABLE@"_L1, table(registry)).replace("@NOUNS@"_L1, visibleNouns(registry).join(u' '));
}

// The function prints the words that may come next, given what stands on the line already.
const auto kShared = R"sh(_aiops_table() {
    case $1 in
    ''|' ') echo '@NOUNS@ --home --org --json --quiet --yes --no-input --help --version';;
@TABLE@    esac
}
_aiops_words() { # PREFIX WORD...
    local prefix=$1 noun= verb= last= word source list=
    shift
    for word; do
        last=$word
        case $word in
            -*) ;;
            *) if [ -z "$noun" ]; then noun=$word; elif [ -z "$verb" ]; then verb=$word; fi;;
        esac
    done
    case $last in
        --org) list=@org;;
        --home) list=@file;;
        --*) list=$(_aiops_table "$noun $verb $last"); [ -n "$list" ] || list=$(_aiops_table "$noun $last");;
    esac
    [ -n "$list" ] || list=$(_aiops_table "$noun $verb *")
    [ -n "$list" ] || [ -n "$verb" ] || list=$(_aiops_table "$noun")
    [ -n "$list" ] || list=$(_aiops_table "$noun *")
    for source in $(printf '%s\n' "$list"); do
        case $source in
            @file) echo @file;;
            @*) command aiops __complete "${source#@}" -- "$prefix" 2>/dev/null </dev/null;;
            *) case $source in "$prefix"*) printf '%s\n' "$source";; esac;;
        esac
    done
}
)sh";

const auto kBash = R"sh(_aiops() {
    local IFS=$' \t\n' current=${COMP_WORDS[COMP_CWORD]} found
    COMPREPLY=()
    found=$(_aiops_words "$current" "${COMP_WORDS[@]:1:COMP_CWORD-1}")
    IFS=$'\n'
    for word in $found; do
        if [ "$word" = @file ]; then COMPREPLY+=($(compgen -f -- "$current")); else COMPREPLY+=("$(printf %q "$word")"); fi
    done
}
complete -F _aiops aiops
)sh";

const auto kZsh = R"sh(_aiops() {
    setopt local_options sh_word_split no_glob_subst
    local -a found
    found=("${(@f)$(_aiops_words "${words[CURRENT]}" "${(@)words[2,CURRENT-1]}")}")
    if (( ${found[(Ie)@file]} )); then _files; found=(${found:#@file}); fi
    compadd -- ${found:#}
}
if [ "$funcstack[1]" = _aiops ]; then _aiops "$@"; else compdef _aiops aiops; fi
)sh";

QString fishLine(const QString &condition, const QString &rest)
{
    return u"complete -c aiops -f -n %1 %2\n"_s.arg(quoted(condition), rest);
}

QString fishWords(const QString &words)
{
    if (words.startsWith(u'@'))
        return words == u"@file"_s ? u"-F"_s : u"-a '(aiops __complete %1 -- (commandline -ct) 2>/dev/null)'"_s.arg(words.mid(1));
    return words.isEmpty() ? QString() : u"-a "_s + quoted(words);
}

QString fishVerb(const Verb &verb)
{
    QString condition = u"__fish_seen_subcommand_from "_s + verb.noun;
    if (!verb.name.isEmpty())
        condition += u"; and __fish_seen_subcommand_from "_s + verb.name.section(u' ', -1);
    QString script;
    if (const QString words = positionalSource(verb); !words.isEmpty())
        script += fishLine(condition, fishWords(words));
    for (const Parameter &parameter : verb.parameters) {
        if (!parameter.name.startsWith("--"_L1))
            continue;
        const QString value = parameter.kind == Parameter::Flag ? QString() : u" -r "_s + fishWords(source(parameter));
        script += fishLine(condition, u"-l %1 -d %2%3"_s.arg(parameter.name.mid(2), quoted(parameter.help), value));
    }
    return script;
}

QString fishScript(const Registry &registry)
{
    QString script = u"# aiops completion for fish\n"_s;
    for (const Parameter &option : globalOptions())
        script += u"complete -c aiops -l %1 -d %2\n"_s.arg(option.name.mid(2), quoted(option.help));
    for (const QString &noun : visibleNouns(registry)) {
        const QList<Verb> verbs = verbsOfNoun(registry, noun);
        const QString help = registry.nounHelp(noun).isEmpty() ? verbs.first().help : registry.nounHelp(noun);
        script += fishLine(u"__fish_use_subcommand"_s, u"-a %1 -d %2"_s.arg(quoted(noun), quoted(help)));
        for (const Verb &verb : verbs) {
            if (!verb.name.isEmpty())
                script += fishLine(u"__fish_seen_subcommand_from "_s + noun, u"-a %1 -d %2"_s.arg(quoted(verb.name), quoted(verb.help)));
            script += fishVerb(verb);
        }
    }
    return script;
}

} // namespace

QString completionScript(const Registry &registry, const QString &shell)
{
    if (shell == u"fish"_s)
        return fishScript(registry);
    const bool zsh = shell == u"zsh"_s;
    const QString head = zsh ? u"#compdef aiops\n"_s : u"# aiops completion for bash\n"_s;
    return filled(head + QString::fromUtf8(kShared) + QString::fromUtf8(zsh ? kZsh : kBash), registry);
}

} // namespace aiops::cli
