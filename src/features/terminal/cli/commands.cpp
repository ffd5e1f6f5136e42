#include "features/terminal/cli/commands.h"

#include "cli/unlock.h"
#include "features/terminal/cli/instancetest.h"
#include "features/terminal/cli/sshcommand.h"

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("terminal", text);
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    using cli::Parameter;
    QList<Parameter> ssh{{.name = u"HOST"_s,
                          .kind = Parameter::Positional,
                          .help = tr("An instance, or user@host[:port]"),
                          .required = true,
                          .completes = u"instance"_s},
                         {.name = u"--log"_s, .kind = Parameter::Flag, .help = tr("Show what happened while connecting, without secrets")},
                         {.name = u"CMD"_s, .kind = Parameter::Rest, .help = tr("A command to run instead of a shell")}};
    registry.describeNoun(u"ssh"_s, tr("Open a shell on a host, or run one command there"));
    registry.add({.noun = u"ssh"_s,
                  .help = tr("Open a shell on a host, or run one command there. \"~.\" at the start of a line leaves the shell."),
                  .example = u"aiops ssh web-1 -- uname -n"_s,
                  .parameters = ssh + cli::passphraseParameters(),
                  .run = runSsh});
    QList<Parameter> test{{.name = u"NAME"_s,
                           .kind = Parameter::Positional,
                           .help = tr("The instance"),
                           .required = true,
                           .completes = u"instance"_s}};
    registry.add({.noun = u"instance"_s,
                  .name = u"test"_s,
                  .help = tr("Check reach, port, host key and sign-in of an instance"),
                  .example = u"aiops instance test web-1 --json"_s,
                  .parameters = test + cli::passphraseParameters(),
                  .run = runInstanceTest});
}

} // namespace aiops::terminal
