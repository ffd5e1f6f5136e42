#pragma once

#include "shell/dialog.h"

namespace aiops::terminal {

/// Shows text of more than one line before it is sent to a shell. Accepted: the person wants it sent.
class PasteDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    PasteDialog(const QString &text, const QString &host, bool isProduction, QWidget *parent);
};

} // namespace aiops::terminal
