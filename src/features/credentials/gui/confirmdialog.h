#pragma once

#include "features/credentials/gui/answerdialog.h"
#include "team/gatekeeper.h"

class QPushButton;

namespace aiops::widgets {
class Field;
class SecretEdit;
}

namespace aiops::credentials {

class WindowVault;

/// Asks for the passphrase again before something that only its owner may do.
class ConfirmDialog final : public AnswerDialog
{
    Q_OBJECT

public:
    ConfirmDialog(WindowVault &vault, team::Action action, const QString &why, QWidget *parent);

private:
    void prove();
    void answered(const Status &status);

    WindowVault &m_vault;
    const team::Action m_action;
    widgets::SecretEdit *m_passphrase;
    widgets::Field *m_field;
    QPushButton *m_confirm;
};

} // namespace aiops::credentials
