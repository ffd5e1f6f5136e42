#include "core/log.h"

namespace aiops {

Q_LOGGING_CATEGORY(lcCore, "aiops.core", QtWarningMsg)
Q_LOGGING_CATEGORY(lcStorage, "aiops.storage", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSsh, "aiops.ssh", QtWarningMsg)
Q_LOGGING_CATEGORY(lcVault, "aiops.vault", QtWarningMsg)
Q_LOGGING_CATEGORY(lcMetrics, "aiops.metrics", QtWarningMsg)
Q_LOGGING_CATEGORY(lcOwner, "aiops.owner", QtWarningMsg)
Q_LOGGING_CATEGORY(lcGui, "aiops.gui", QtWarningMsg)

} // namespace aiops
