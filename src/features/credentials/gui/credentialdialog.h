#pragma once

#include "core/ids.h"
#include "core/secret.h"
#include "shell/dialog.h"
#include "vault/vault.h"

namespace aiops::widgets {
class Banner;
class Field;
class Label;
class SecretEdit;
class SegmentedControl;
}

namespace aiops::credentials {

class VaultSession;

/// A new password or SSH key. A key comes from a file that is chosen or dropped, or from the clipboard; its text is
/// never shown. The vault says what is wrong, at the field that it is about.
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
    void nameControls();
    QWidget *makeKeyButtons();
    void chooseFile();
    void takeKey(Result<Secret> key, const QString &from);
    void showKind();
    bool isKey() const;
    bool showProblems();
    void save();
    void saved(const Result<vault::CredentialInfo> &credential);
    void showError(const Error &error);
    void askKeyPassphrase(const QString &error);
    void saveAfterUnlock();

    VaultSession &m_session;
    InstanceId m_attachTo;
    std::shared_ptr<const Secret> m_key;
    std::shared_ptr<const Secret> m_typed; ///< the password, kept while the vault refuses something else
    widgets::SegmentedControl *m_kind;
    widgets::Banner *m_banner;
    widgets::Field *m_name;
    widgets::Field *m_user;
    widgets::SecretEdit *m_password;
    widgets::Field *m_passwordField;
    widgets::Field *m_keyField;
    widgets::Label *m_keyFrom;
    widgets::SecretEdit *m_keyPassphrase;
    widgets::Field *m_keyPassphraseField;
    widgets::Field *m_note;
    QPushButton *m_save;
};

} // namespace aiops::credentials
