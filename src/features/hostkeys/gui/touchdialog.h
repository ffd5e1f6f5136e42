#pragma once

#include "shell/dialog.h"
#include "ssh/client/types.h"

namespace aiops::hostkeys {

/// Says that a security key waits to be touched. Closed by whoever made it, or by the person, which changes nothing.
class TouchDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    TouchDialog(const ssh::Endpoint &endpoint, const QString &key, QWidget *parent = nullptr);
};

} // namespace aiops::hostkeys
