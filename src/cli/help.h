#pragma once

#include "cli/command.h"

namespace aiops::cli {

QString commandName(const Verb &verb); ///< "aiops instance add"
QString synopsis(const Verb &verb);    ///< "aiops instance add NAME --address ADDRESS [--port PORT]"
QString shownParameter(const Parameter &parameter); ///< "--port PORT", "--env prod|staging|dev", "NAME…"

QString programHelp(const Registry &registry);
QString nounHelp(const Registry &registry, const QString &noun);
QString verbHelp(const Verb &verb);

/// Nouns in the order of their first verb; those that begin with "__" are not for people.
QStringList visibleNouns(const Registry &registry);
QList<Verb> verbsOfNoun(const Registry &registry, const QString &noun);

/// aiops(1), in the roff of man(7).
QString manPage(const Registry &registry);

} // namespace aiops::cli
