#pragma once

#include "core/secret.h"
#include "features/credentials/gui/answerdialog.h"

namespace aiops::widgets {
class Field;
class SecretEdit;
}

namespace aiops::credentials {

class WindowVault;

/// Makes the vault: the passphrase twice, how hard it is to guess, and that nobody can reset it.
class CreateVaultDialog final : public AnswerDialog
{
    Q_OBJECT

public:
    CreateVaultDialog(WindowVault &vault, QWidget *parent);

private:
    void showStrength();
    void create();
    void answered(const Status &status);

    WindowVault &m_vault;
    widgets::SecretEdit *m_first;
    widgets::SecretEdit *m_second;
    widgets::Field *m_firstField;
    widgets::Field *m_secondField;
    QPushButton *m_create;
};

/// "Weak. Longer is better." An empty one gets the advice to start with.
QString strengthText(const Secret &passphrase);

} // namespace aiops::credentials
