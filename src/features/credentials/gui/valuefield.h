#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "vault/kinds.h"
#include "vault/sshkey.h"

#include <QWidget>

#include <memory>

class QPlainTextEdit;
class QPushButton;

namespace aiops::widgets {
class Field;
class Label;
class SecretEdit;
}

namespace aiops::credentials {

/// The secret part of a credential's form: typed, of a file, pasted or made, as the kind wants it. What was taken is held
/// as a Secret and shown as "Entered".
class ValueField final : public QWidget
{
    Q_OBJECT

public:
    struct Given
    {
        std::shared_ptr<const Secret> value; ///< null: the known one stays
        std::shared_ptr<const Secret> passphrase;
    };

    explicit ValueField(QWidget *parent = nullptr);
    void setKind(const vault::KindSpec &spec);
    void setKeepsKnown(bool keeps); ///< an empty field keeps what is in the vault
    void loadFile(const QString &path);
    void setError(const QString &error);
    void askPassphrase(const QString &error); ///< of the key file
    bool check(); ///< shows what is missing
    Given given();

signals:
    void fileTaken(const QString &name);

private:
    QWidget *makeLine();
    QWidget *makeText();
    QWidget *makeFile();
    void chooseFile();
    void paste();
    void take(Result<Secret> text, const QString &from);
    void makeKey(vault::SshKey::Type type);
    void showTaken();
    bool isFile() const { return m_spec->form == vault::ValueForm::PrivateKey; }
    widgets::Field *shownField() const;
    void collect();

    const vault::KindSpec *m_spec;
    bool m_keepsKnown = false;
    std::shared_ptr<const Secret> m_taken;
    widgets::SecretEdit *m_line;
    QPushButton *m_make;
    QPlainTextEdit *m_text;
    QPushButton *m_makeKey;
    widgets::Label *m_from;
    widgets::SecretEdit *m_passphrase;
    widgets::Field *m_lineField;
    widgets::Field *m_textField;
    widgets::Field *m_fileField;
    widgets::Field *m_passphraseField;
};

} // namespace aiops::credentials
