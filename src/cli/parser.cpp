#include "cli/parser.h"

#include "cli/help.h"
#include "cli/words.h"

#include "core/text.h"

#include <CLI/CLI.hpp> // the only place: the header costs seconds to compile

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

Error usage(const QString &text, const QString &hint)
{
    return Error{Errc::Invalid, text, {}, hint};
}

QString helpHint(const Verb &verb)
{
    return tr("“%1 --help” explains it.").arg(commandName(verb));
}

bool isOption(const Parameter &parameter)
{
    return parameter.name.startsWith("--"_L1);
}

QStringList optionNames(const Verb &verb)
{
    QStringList names;
    for (const Parameter &parameter : globalOptions() + verb.parameters) {
        if (isOption(parameter))
            names.append(parameter.name);
    }
    return names;
}

CLI::Option *addTo(CLI::App &app, const Parameter &parameter)
{
    const std::string name = parameter.name.toStdString();
    if (parameter.kind == Parameter::Flag)
        return app.add_flag(name)->disable_flag_override();
    CLI::Option *option = app.add_option(name);
    option->allow_extra_args(false);
    option->expected(1)->required(parameter.required);
    if (parameter.kind == Parameter::List)
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    return option;
}

bool isFlag(const Verb &verb, const QString &name)
{
    return std::ranges::any_of(globalOptions() + verb.parameters,
                               [&](const Parameter &p) { return p.name == name && p.kind == Parameter::Flag; });
}

/// An option without its value must not swallow the option behind it.
std::optional<Error> wrongValue(const Verb &verb, const QStringList &words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool takes = std::ranges::any_of(globalOptions() + verb.parameters, [&](const Parameter &p) {
            return p.name == words[i] && isOption(p) && p.kind != Parameter::Flag;
        });
        if (const QString name = words[i].section(u'=', 0, 0); name != words[i] && isFlag(verb, name))
            return usage(tr("%1 takes no value.").arg(name), helpHint(verb));
        if (takes && (i + 1 == words.size() || words[i + 1].startsWith("--"_L1)))
            return usage(tr("%1 needs a value.").arg(words[i]), helpHint(verb));
        i += takes ? 1 : 0;
    }
    return {};
}

std::optional<Error> badChoice(const Verb &verb, const Parameter &parameter, const QStringList &values)
{
    for (const QString &value : values) {
        if (parameter.choices.isEmpty() || parameter.choices.contains(value))
            continue;
        const QString near = nearest(value, parameter.choices);
        return usage(tr("%1 cannot be “%2”; it is one of: %3.")
                         .arg(parameter.name, shownPlain(value, 60), parameter.choices.join(", "_L1)),
                     near.isEmpty() ? helpHint(verb) : tr("Did you mean “%1”?").arg(near));
    }
    return {};
}

Error missing(const Verb &verb, const QList<std::pair<Parameter, CLI::Option *>> &options)
{
    for (const auto &[parameter, option] : options) {
        if (parameter.required && option->count() == 0)
            return usage(tr("%1 is missing.").arg(parameter.name), helpHint(verb));
    }
    return usage(tr("Something is missing."), helpHint(verb));
}

Error unexpectedWord(const Verb &verb, const QString &word)
{
    const bool hasRest = std::ranges::any_of(verb.parameters, [](const Parameter &p) { return p.kind == Parameter::Rest; });
    if (word.startsWith(u'-')) {
        const QString near = nearest(word.section(u'=', 0, 0), optionNames(verb));
        return usage(tr("There is no option “%1” here.").arg(shownPlain(word, 60)),
                     near.isEmpty() ? helpHint(verb) : tr("Did you mean “%1”?").arg(near));
    }
    return usage(tr("“%1” is one word too many.").arg(shownPlain(word, 60)),
                 hasRest ? tr("A command for the other side goes behind “--”.") : helpHint(verb));
}

QStringList resultsOf(const CLI::Option &option)
{
    QStringList values;
    for (const std::string &value : option.results())
        values.append(QString::fromStdString(value));
    return values;
}

using Options = QList<std::pair<Parameter, CLI::Option *>>;

std::optional<Error> parseInto(CLI::App &app, const Options &options, const Verb &verb, const QStringList &words)
{
    std::vector<std::string> reversed;
    for (const QString &word : words)
        reversed.insert(reversed.begin(), word.toStdString());
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::ExtrasError &) {
        const auto extra = app.remaining();
        return unexpectedWord(verb, extra.empty() ? QString() : QString::fromStdString(extra.front()));
    } catch (const CLI::RequiredError &) {
        const auto extra = app.remaining();
        return extra.empty() ? missing(verb, options) : unexpectedWord(verb, QString::fromStdString(extra.front()));
    } catch (const CLI::ArgumentMismatch &) {
        for (const auto &[parameter, option] : options) {
            if (option->count() > 1 && parameter.kind == Parameter::Value)
                return usage(tr("%1 may be given only once.").arg(parameter.name), helpHint(verb));
        }
        return missing(verb, options);
    } catch (const CLI::ParseError &error) {
        return usage(shownPlain(QString::fromUtf8(error.what())), helpHint(verb));
    }
    return {};
}

/// CLI11 would take "[a,b]" for a list, so "NAME…" is what it left over; an unknown option among it is an error.
std::optional<Error> fillPositionals(Request &request, const Parameter &parameter, const std::vector<std::string> &remaining)
{
    QStringList values;
    bool optionsEnded = false;
    for (const std::string &word : remaining) {
        if (!optionsEnded && word == "--") {
            optionsEnded = true;
            continue;
        }
        if (!optionsEnded && word.size() > 1 && word.front() == '-')
            return unexpectedWord(*request.verb, QString::fromStdString(word));
        values.append(QString::fromStdString(word));
    }
    if (values.isEmpty() && parameter.required)
        return usage(tr("%1 is missing.").arg(parameter.name), helpHint(*request.verb));
    if (const auto error = badChoice(*request.verb, parameter, values))
        return error;
    if (!values.isEmpty())
        request.arguments.set(parameter.name, values);
    return {};
}

std::optional<Error> fill(Request &request, const Options &options)
{
    for (const auto &[parameter, option] : options) {
        if (option->count() == 0)
            continue;
        const QStringList values = resultsOf(*option);
        if (const auto error = badChoice(*request.verb, parameter, values))
            return error;
        request.arguments.set(parameter.name, parameter.kind == Parameter::Flag ? QStringList() : values);
    }
    Arguments &arguments = request.arguments;
    arguments.json = arguments.has(u"--json"_s);
    arguments.quiet = arguments.has(u"--quiet"_s);
    arguments.yes = arguments.has(u"--yes"_s);
    arguments.noInput = arguments.has(u"--no-input"_s);
    arguments.organization = arguments.value(u"--org"_s);
    request.home = arguments.value(u"--home"_s);
    return {};
}

Result<Request> parseVerb(const Verb &verb, const Words &split)
{
    Request request{&verb, {}, {}, {}};
    if (const auto error = wrongValue(verb, split.rest))
        return std::unexpected(*error);
    CLI::App app;
    app.set_help_flag();
    app.positionals_at_end(false);
    Options options;
    QString rest;
    std::optional<Parameter> positionals;
    for (const Parameter &parameter : globalOptions() + verb.parameters) {
        if (parameter.kind == Parameter::Rest)
            rest = parameter.name;
        else if (parameter.kind == Parameter::Positionals)
            positionals = parameter;
        else
            options.append({parameter, addTo(app, parameter)});
    }
    app.allow_extras(positionals.has_value());
    QStringList words = split.rest;
    if (split.separated && rest.isEmpty())
        words += QStringList(u"--"_s) + split.behind;
    if (const auto error = parseInto(app, options, verb, words))
        return std::unexpected(*error);
    if (const auto error = fill(request, options))
        return std::unexpected(*error);
    if (positionals) {
        if (const auto error = fillPositionals(request, *positionals, app.remaining()))
            return std::unexpected(*error);
    }
    if (split.separated && !rest.isEmpty())
        request.arguments.set(rest, split.behind);
    return request;
}

} // namespace

Result<Request> parse(const Registry &registry, const QStringList &words)
{
    const auto split = splitWords(registry, words);
    if (!split)
        return std::unexpected(split.error());
    Request answer;
    if (split->version && !split->help)
        answer.text = u"aiops %1\n"_s.arg(QLatin1StringView(AIOPS_VERSION));
    else if (split->help)
        answer.text = split->verb ? verbHelp(*split->verb)
                                  : split->noun.isEmpty() ? programHelp(registry) : nounHelp(registry, split->noun);
    else if (split->noun.isEmpty())
        return std::unexpected(usage(tr("Nothing to do."), tr("“aiops --help” lists all commands.")));
    if (!answer.text.isEmpty())
        return answer;
    return parseVerb(*split->verb, *split);
}

bool wantsJson(const QStringList &words)
{
    const qsizetype end = words.indexOf(u"--"_s);
    return (end < 0 ? words : words.first(end)).contains(u"--json"_s);
}

} // namespace aiops::cli
