#pragma once

#include "core/ids.h"
#include "core/secret.h"
#include "shell/dialog.h"
#include "vault/vault.h"

class QPlainTextEdit;

namespace aiops::widgets {
class Banner;
class Field;
class Label;
class SecretEdit;
class SegmentedControl;
}

namespace aiops::credentials {

class VaultSession;

/// A new password or SSH key. A key comes from a file that is chosen or dropped; its text is never shown.
class CredentialDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    CredentialDialog(VaultSession &session, InstanceId attachTo, QWidget *parent);
    void loadKey(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addKeyPart();
    void takePaste();
    void setKey(Secret text, const QString &from);
    void showKind();
    void save();
    bool showProblems();
    void saved(const Result<vault::CredentialInfo> &credential);

    VaultSession &m_session;
    InstanceId m_attachTo;
    std::shared_ptr<const Secret> m_key;
    widgets::SegmentedControl *m_kind;
    widgets::Banner *m_banner;
    widgets::Field *m_name;
    widgets::Field *m_user;
    widgets::SecretEdit *m_password;
    widgets::Field *m_passwordField;
    QWidget *m_keyPart;
    widgets::Label *m_keyText = nullptr;
    widgets::SecretEdit *m_keyPassphrase = nullptr;
    widgets::Field *m_note;
    QPushButton *m_save;
};

} // namespace aiops::credentials
