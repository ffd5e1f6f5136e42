#pragma once

#include "shell/dialog.h"
#include "vault/progress.h"
#include "vault/vaultexport.h"

class QCheckBox;
class QLineEdit;

namespace aiops::widgets {
class Banner;
class Field;
class SecretEdit;
class SecretText;
}

namespace aiops::credentials {

class VaultSession;

/// Writes the credentials of the vault into one encrypted file.
class ExportDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    ExportDialog(VaultSession &session, QWidget *parent);

private:
    void chooseFile();
    void makePassphrase();
    void showStrength();
    bool inputIsRight();
    void save();
    void confirmThenWrite();
    void write();
    void setBusy(bool busy);
    void failed(const Error &error);

    VaultSession &m_session;
    widgets::Banner *m_banner;
    QLineEdit *m_path;
    widgets::SecretEdit *m_first;
    widgets::SecretEdit *m_second;
    widgets::SecretEdit *m_vaultPassphrase;
    widgets::SecretText *m_made;
    widgets::Field *m_pathField;
    widgets::Field *m_firstField;
    widgets::Field *m_secondField;
    widgets::Field *m_madeField;
    QWidget *m_madePart = nullptr;
    widgets::Field *m_vaultField;
    QPushButton *m_save = nullptr;
    vault::SharedProgress m_progress;
    vault::ExportRequest m_request;
    QTimer m_look;
};

} // namespace aiops::credentials
