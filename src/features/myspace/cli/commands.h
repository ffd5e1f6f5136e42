#pragma once

#include "cli/command.h"

namespace aiops::myspace {

void registerOrganizationCommands(cli::Registry &registry);
void registerProjectCommands(cli::Registry &registry);
void registerInstanceCommands(cli::Registry &registry);
/// `instance edit` and `instance tag`, of one and of many; `values`: what can be set.
void registerBulkCommands(cli::Registry &registry, const QList<cli::Parameter> &values);
void registerGroupCommands(cli::Registry &registry);
void registerViewCommands(cli::Registry &registry);

inline QString tr(const char *text) { return QCoreApplication::translate("myspace", text); }

} // namespace aiops::myspace
