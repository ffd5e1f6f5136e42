#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace aiops::ssh {

/// Something about a file that a person should know: what is broken, or (a note) what is not taken over.
struct ConfigProblem
{
    QString file;
    int line = 0; ///< 0: the file as a whole
    QString text;
    bool isNote = false;
};

/// A Host or Match block. What stands in front of the first one is a block without patterns that always holds.
struct ConfigBlock
{
    QList<QByteArray> patterns;
    qsizetype parent = -1;   ///< the block that holds the Include, which must hold too
    bool isMatch = false;    ///< never holds here: who asks is not known
    bool hasWildcard = false;
    QString file;
    int line = 0;
};

struct ConfigDirective
{
    QByteArray keyword; ///< lower case
    QList<QByteArray> arguments;
    qsizetype block = 0;
    QString file;
    int line = 0;
};

/// The blocks and directives of a file and of all that it includes, in the order in which ssh reads them.
struct ConfigTree
{
    QList<ConfigBlock> blocks;
    QList<ConfigDirective> directives;
    QList<ConfigProblem> problems;
};

/// Where things are that a config file names without a full path.
struct ConfigPlaces
{
    QString home;      ///< "~"
    QString sshFolder; ///< relative Includes
    std::function<bool()> cancelled = {}; ///< asked between files
};

/// At most 4 MiB a file, 64 KiB a line, 16 levels of Include, 1,000 files, 32 MiB and 1,000,000 words in all;
/// what is over is a problem.
/// Any thread. Errors: NotFound, Invalid (no plain file), TooLarge, Failed, Cancelled; of the first file only.
Result<ConfigTree> readConfigTree(const QString &path, const ConfigPlaces &places);

/// "~/x" and "~" as paths below `home`.
QString expandTilde(const QString &path, const QString &home);

} // namespace aiops::ssh
