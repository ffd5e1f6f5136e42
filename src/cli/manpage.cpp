#include "cli/help.h"
#include "cli/parser.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

/// Backslashes and leading dots mean something to roff; a hyphen must stay one that can be copied.
QString roff(QString text)
{
    text.replace(u'\\', "\\e"_L1).replace(u'-', "\\-"_L1);
    if (text.startsWith(u'.') || text.startsWith(u'\''))
        text.prepend("\\&"_L1);
    return text;
}

QString item(const QString &term, const QString &text)
{
    return u".TP\n.B "_s + roff(term) + u'\n' + roff(text) + u'\n';
}

QString verbSection(const Verb &verb)
{
    QString text = u".SS "_s + roff(commandName(verb)) + u'\n' + roff(verb.help) + u"\n.PP\n.B "_s + roff(synopsis(verb)) + u'\n';
    for (const Parameter &parameter : verb.parameters)
        text += item(shownParameter(parameter), parameter.help);
    if (!verb.example.isEmpty())
        text += u".PP\nExample:\n.PP\n.nf\n.RS 4\n"_s + roff(verb.example) + u"\n.RE\n.fi\n"_s;
    return text;
}

const QList<std::pair<QString, QString>> &exitCodes()
{
    static const QList<std::pair<QString, QString>> codes{
        {u"0"_s, u"done"_s},
        {u"1"_s, u"failed"_s},
        {u"2"_s, u"wrong usage"_s},
        {u"3"_s, u"not found, or a name that fits several"_s},
        {u"4"_s, u"denied: role, policy or re-authentication"_s},
        {u"5"_s, u"the vault is locked"_s},
        {u"6"_s, u"unreachable or timed out"_s},
        {u"7"_s, u"host key unknown or changed"_s},
        {u"8"_s, u"partly failed: some hosts did, some did not"_s},
        {u"9"_s, u"conflict"_s},
        {u"10"_s, u"data newer than the program"_s},
        {u"130"_s, u"interrupted"_s},
    };
    return codes;
}

} // namespace

QString manPage(const Registry &registry)
{
    QString page = u".TH AIOPS 1 \"\" \"aiops %1\" \"AIOps Command Center\"\n"_s.arg(QLatin1StringView(AIOPS_VERSION));
    page += u".SH NAME\naiops \\- the command line of AIOps Command Center\n"_s;
    page += u".SH SYNOPSIS\n.B aiops\n[options] NOUN VERB [arguments]\n"_s;
    page += u".SH DESCRIPTION\nEverything that the window does, aiops does too: through the running window or daemon\n"
            "when there is one, else on its own.\n"_s;
    page += u".SH OPTIONS\n"_s;
    for (const Parameter &option : globalOptions())
        page += item(shownParameter(option), option.help);
    page += u".SH COMMANDS\n"_s;
    for (const QString &noun : visibleNouns(registry)) {
        for (const Verb &verb : verbsOfNoun(registry, noun))
            page += verbSection(verb);
    }
    page += u".SH EXIT STATUS\n"_s;
    for (const auto &[code, meaning] : exitCodes())
        page += item(code, meaning);
    return page + u".SH ENVIRONMENT\n"_s + item(u"AIOPS_HOME"_s, u"the home folder, when --home is not given"_s)
           + item(u"NO_COLOR"_s, u"no colour in the output"_s);
}

} // namespace aiops::cli
