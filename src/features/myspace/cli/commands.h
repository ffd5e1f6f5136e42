#pragma once

#include "cli/command.h"

namespace aiops::myspace {

void registerOrganizationCommands(cli::Registry &registry);
void registerProjectCommands(cli::Registry &registry);
void registerInstanceCommands(cli::Registry &registry);
void registerGroupCommands(cli::Registry &registry);
void registerViewCommands(cli::Registry &registry);

inline QString tr(const char *text) { return QCoreApplication::translate("myspace", text); }

} // namespace aiops::myspace
