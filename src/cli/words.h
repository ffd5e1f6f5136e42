#pragma once

#include "cli/command.h"

namespace aiops::cli {

/// A command line cut into what chooses the verb and what belongs to it.
struct Words
{
    const Verb *verb = nullptr;
    QString noun;          ///< empty when there was none
    QStringList rest;      ///< options and positionals, without noun and verb, up to "--"
    QStringList behind;    ///< everything behind the first "--"
    bool separated = false; ///< "--" was there
    bool help = false;
    bool version = false;
};

/// Errors: Invalid with the nearest noun or verb as hint.
Result<Words> splitWords(const Registry &registry, const QStringList &words);

} // namespace aiops::cli
