#include "cli/builtins.h"

#include "cli/completion.h"
#include "cli/help.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

Future<int> printText(const Context &context, const QString &text)
{
    context.io->out(text.toUtf8());
    return ready<int>(0);
}

/// Names with line ends cannot be offered: a shell reads one a line.
Future<int> complete(const Registry &registry, const Context &context)
{
    const Registry::Names names = registry.names(context.arguments.value(u"KIND"_s));
    const QString prefix = context.arguments.value(u"PREFIX"_s);
    QString text;
    for (const QString &name : names && context.services ? names(*context.services) : QStringList()) {
        const bool printable = std::ranges::none_of(name, [](QChar c) { return c.category() == QChar::Other_Control; });
        if (printable && name.startsWith(prefix, Qt::CaseInsensitive))
            text += name + u'\n';
    }
    return printText(context, text);
}

} // namespace

void registerBuiltins(Registry &registry)
{
    registry.add({.noun = u"completion"_s,
                  .name = {},
                  .help = tr("Print the script that makes a shell complete aiops commands."),
                  .example = u"aiops completion bash > ~/.local/share/bash-completion/completions/aiops"_s,
                  .parameters = {{u"SHELL"_s, Parameter::Positional, tr("the shell"), true, {u"bash"_s, u"zsh"_s, u"fish"_s}}},
                  .run = [&registry](const Context &context) {
                      return printText(context, completionScript(registry, context.arguments.value(u"SHELL"_s)));
                  },
                  .needsOwner = false});
    registry.add({.noun = u"__complete"_s,
                  .name = {},
                  .help = tr("Print names for a shell."),
                  .example = {},
                  .parameters = {{u"KIND"_s, Parameter::Positional, {}, true}, {u"PREFIX"_s, Parameter::Positional, {}}},
                  .run = [&registry](const Context &context) { return complete(registry, context); }});
    registry.add({.noun = u"__man"_s,
                  .name = {},
                  .help = tr("Print the manual page."),
                  .example = {},
                  .parameters = {},
                  .run = [&registry](const Context &context) { return printText(context, manPage(registry)); },
                  .needsOwner = false});
}

} // namespace aiops::cli
