#pragma once

#include <QDialog>

namespace aiops::terminal {

/// Shows text of more than one line before it is sent to a shell. Window-modal: use open().
class PasteDialog final : public QDialog
{
    Q_OBJECT

public:
    PasteDialog(const QString &text, const QString &host, bool isProduction, QWidget *parent);
};

} // namespace aiops::terminal
