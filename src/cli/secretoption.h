#pragma once

#include "cli/command.h"

namespace aiops::cli {

/// "--NAME-fd N" and "--NAME-file F", which say where a secret comes from.
QList<Parameter> secretParameters(const QString &name, const QString &fdHelp, const QString &fileHelp);

/// The secret that those options name, else of a prompt with `label` (an empty label: null, no prompt). `text`: without
/// the line's end, as a passphrase. Errors: NoInput (names the options), Invalid, NotFound, TooLarge.
Future<std::shared_ptr<const Secret>> readSecret(Context context, QString name, QString label, bool text = true);

} // namespace aiops::cli
