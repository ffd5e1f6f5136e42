#pragma once

#include "core/ids.h"
#include "core/secret.h"
#include "shell/dialog.h"

#include <memory>

namespace aiops::widgets {
class Banner;
class Field;
class SecretEdit;
}

namespace aiops::credentials {

class VaultSession;

/// Writes a private key into a file of its own, under a passphrase of its own.
class ExportKeyDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    ExportKeyDialog(VaultSession &session, CredentialId id, QWidget *parent);

private:
    void chooseFile();
    void save();
    void write(const Secret &file);

    VaultSession &m_session;
    const CredentialId m_id;
    widgets::Banner *m_banner;
    widgets::Field *m_path;
    widgets::SecretEdit *m_first;
    widgets::SecretEdit *m_second;
    widgets::Field *m_firstField;
    widgets::Field *m_secondField;
    QPushButton *m_save;
};

} // namespace aiops::credentials
