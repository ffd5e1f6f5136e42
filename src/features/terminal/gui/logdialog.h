#pragma once

#include "shell/dialog.h"

namespace aiops::terminal {

/// The steps of the last connection, to read or to copy.
class LogDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    LogDialog(const QString &host, const QString &log, QWidget *parent);
};

} // namespace aiops::terminal
