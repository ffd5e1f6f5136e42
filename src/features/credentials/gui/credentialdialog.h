#pragma once

#include "core/ids.h"
#include "core/secret.h"
#include "shell/dialog.h"
#include "vault/vault.h"

class QComboBox;

namespace aiops::widgets {
class Banner;
class Field;
}

namespace aiops::credentials {

class KeptIn;
class KindFields;
class LifeFields;
class ValueField;
class VaultSession;

/// A credential of any kind, new or changed. What is secret comes typed, from a file, from the clipboard or is made by the
/// vault, and is never shown. The vault says what is wrong, at the field that it is about.
class CredentialDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    CredentialDialog(VaultSession &session, InstanceId attachTo, QWidget *parent);
    CredentialDialog(VaultSession &session, const vault::CredentialInfo &known, const vault::CredentialDetails &details, QWidget *parent);
    void loadFile(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    CredentialDialog(VaultSession &session, const QString &title, QWidget *parent);
    void nameControls();
    void showKind();
    void offerVaults();
    void showPlace();
    QMap<QString, QString> fields() const;
    vault::Kind kind() const;
    bool isEdit() const { return !m_known.id.isNull(); }
    bool showProblems();
    void save();
    Future<vault::CredentialInfo> store();
    void saved(const Result<vault::CredentialInfo> &credential);
    void showError(const Error &error);
    void saveAfterUnlock();

    VaultSession &m_session;
    InstanceId m_attachTo;
    vault::CredentialInfo m_known; ///< null id: a new one
    QComboBox *m_kind;
    widgets::Field *m_kindField;
    widgets::Banner *m_banner;
    widgets::Field *m_name;
    widgets::Field *m_user;
    QComboBox *m_vault;
    widgets::Field *m_vaultField; ///< where there are several
    KeptIn *m_keptIn;
    ValueField *m_value;
    KindFields *m_fields;
    LifeFields *m_life;
    widgets::Field *m_note;
    QPushButton *m_save;
};

} // namespace aiops::credentials
