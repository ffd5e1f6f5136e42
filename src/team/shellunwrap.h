#pragma once

#include "team/shellsplit.h"

namespace aiops::team {

/// A program with its words. The first word is the program's name without its folder.
struct PlainCommand
{
    QList<ShellWord> words;
    QList<ShellWord> writes;
    QString input;
    bool readsPipe = false;

    QString program() const { return words.isEmpty() ? QString() : words.first().text; }
    QString text() const; ///< the words with one blank between them
};

struct UnwrappedLine
{
    QString text; ///< as it was typed
    QList<PlainCommand> commands;
    bool isUnclear = false;
};

/// Every program that a line runs as far as it can be read: what stands behind sudo, env, nohup, xargs or find -exec, and
/// inside bash -c and eval, too. Each wrapper is in the list itself as well.
UnwrappedLine unwrapCommand(const QString &line);

} // namespace aiops::team
