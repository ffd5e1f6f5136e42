#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace aiops::team {

/// A word of a command line as the shell would hand it over, as far as that can be known without running it.
struct ShellWord
{
    QString text;
    bool isDynamic = false; ///< holds a variable or the output of another command
    bool isPattern = false; ///< holds an unquoted *, ? or [
    bool isQuoted = false;
    friend bool operator==(const ShellWord &, const ShellWord &) = default;
};

struct ShellCommand
{
    QList<ShellWord> words;
    QList<ShellWord> writes; ///< files behind > and >>
    QString input;           ///< what << and <<< give it
    bool hasInput = false;
    bool readsPipe = false;  ///< behind a | or a <
};

/// A command line taken apart at ; & && || | ( ) and line ends, with what stands in $( ), ` ` and <( ) as commands of
/// their own. POSIX shell and the usual parts of bash.
struct ShellLine
{
    QList<ShellCommand> commands;
    bool isUnclear = false; ///< something could not be read: it may do more than `commands` says
};

ShellLine splitShell(const QString &line, int depth = 0);

} // namespace aiops::team
