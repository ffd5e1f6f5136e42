#pragma once

#include "core/error.h"

#include <QJsonObject>

namespace aiops::cli {

/// What `aiops daemon` asks of the process that runs it. Implemented by aiops-owner and by the window.
class OwnerControl
{
public:
    virtual ~OwnerControl() = default;
    /// running, and when it does: kind ("daemon", "window"), pid, since, clients, vault, open_transports.
    virtual QJsonObject status() const = 0;
    virtual Status stay() = 0; ///< becomes the daemon. Errors: Conflict when a window is the owner
    virtual Status stop() = 0; ///< ends soon after this command. Errors: NotFound, Conflict when a window is the owner
};

} // namespace aiops::cli
