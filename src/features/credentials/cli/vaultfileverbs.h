#pragma once

#include "cli/command.h"

namespace aiops::credentials {

/// `vault export`, `vault import` and `vault passphrase`.
void registerFileVerbs(cli::Registry &registry);
/// `vault recovery create|status|test|use`.
void registerRecoveryVerb(cli::Registry &registry);

cli::Verb exportVerb();
cli::Verb importVerb();
cli::Verb passphraseVerb();

/// A new passphrase: of the options --NAME-fd and --NAME-file, else typed twice.
Future<std::shared_ptr<const Secret>> readTwice(cli::Context context, QString name, QString label);
/// FILE of the command line, seen from where it was typed.
QString pathOf(const cli::Context &context, const QString &parameter);

} // namespace aiops::credentials
