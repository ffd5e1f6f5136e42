#pragma once

#include "core/error.h"
#include "shell/dialog.h"

namespace aiops::widgets {
class Field;
class SecretEdit;
}

namespace aiops::credentials {

class WindowVault;

/// Another passphrase for the vault. The keys stay; what is sealed is not written again.
class ChangePassphraseDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    ChangePassphraseDialog(WindowVault &vault, QWidget *parent);

signals:
    void changedPassphrase();

private:
    void change();
    void answered(const Status &status);

    WindowVault &m_vault;
    widgets::SecretEdit *m_old;
    widgets::SecretEdit *m_first;
    widgets::SecretEdit *m_second;
    widgets::Field *m_oldField;
    widgets::Field *m_firstField;
    widgets::Field *m_secondField;
    QPushButton *m_change;
};

} // namespace aiops::credentials
