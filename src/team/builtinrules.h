#pragma once

#include "team/commandrule.h"
#include "team/shellunwrap.h"

#include <functional>

namespace aiops::team {

/// Rules that hold without anybody having made them. An own allow rule takes their place where it matches.
struct BuiltInRule
{
    QString id;      ///< "remove-system": stable
    QString name;    ///< translated
    QString pattern; ///< what it looks for, in words
    Effect production;
    Effect elsewhere;
    std::function<bool(const PlainCommand &, const UnwrappedLine &)> hits;
};

const QList<BuiltInRule> &builtInRules();

inline const QString kUnclearRule = QStringLiteral("unreadable"); ///< of a line that could not be read to its end: confirm

} // namespace aiops::team
