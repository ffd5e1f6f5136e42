#pragma once

#include "cli/command.h"
#include "core/ids.h"

#include <array>

namespace aiops::myspace {

/// CPU, memory and disk of an instance in percent, now. The composition brings it.
using ReadPercents = std::function<Future<std::array<double, 3>>(cli::Context, InstanceId)>;

/// `aiops metrics project`: the numbers of the project page.
void registerProjectMetrics(cli::Registry &registry, ReadPercents read);

} // namespace aiops::myspace
