#pragma once

#include "cli/command.h"

namespace aiops::cli {

/// One command line, understood. `verb` is null when `text` is the whole answer (help, version).
struct Request
{
    const Verb *verb = nullptr; ///< lives in the registry
    Arguments arguments;
    QString home;
    QString text;
};

/// `words` without the program's name. Errors are Invalid (exit 2) with a hint that suggests the nearest word.
Result<Request> parse(const Registry &registry, const QStringList &words);

/// Whether a command line asked for --json, also when it cannot be parsed.
bool wantsJson(const QStringList &words);

/// Options that stand anywhere on the command line.
const QList<Parameter> &globalOptions();

/// The candidate that is nearest to a mistyped word, or empty when none is near.
QString nearest(const QString &word, const QStringList &candidates);

} // namespace aiops::cli
