#pragma once

#include "features/credentials/gui/answerdialog.h"

namespace aiops::credentials {

class UnlockFields;
class WindowVault;

/// Asks for the passphrase of the vault. What the vault says about a wrong one, or how long to wait, stands below it.
class UnlockDialog final : public AnswerDialog
{
    Q_OBJECT

public:
    UnlockDialog(WindowVault &vault, QWidget *parent);

private:
    void unlock();
    void answered(const Status &status);

    WindowVault &m_vault;
    UnlockFields *m_fields;
    QPushButton *m_unlock;
};

} // namespace aiops::credentials
