#pragma once

#include "core/future.h"
#include "shell/dialog.h"

namespace aiops::widgets {
class Banner;
class Field;
class SecretEdit;
}

namespace aiops::credentials {

class VaultSession;

/// A dialog that answers a future: done when it was accepted, Cancelled when it was closed.
class AnswerDialog : public shell::Dialog
{
    Q_OBJECT

public:
    AnswerDialog(const QString &title, QWidget *parent);
    Future<void> answer() const { return m_promise.future(); }

private:
    QPromise<Status> m_promise;
};

class UnlockDialog final : public AnswerDialog
{
    Q_OBJECT

public:
    static Future<void> ask(VaultSession &session, QWidget *parent);

private:
    UnlockDialog(VaultSession &session, QWidget *parent);
};

/// Makes the vault: the passphrase twice, and that nobody can reset it.
class CreateVaultDialog final : public AnswerDialog
{
    Q_OBJECT

public:
    static Future<void> ask(VaultSession &session, QWidget *parent);

private:
    CreateVaultDialog(VaultSession &session, QWidget *parent);
    void create();

    VaultSession &m_session;
    widgets::SecretEdit *m_first;
    widgets::SecretEdit *m_second;
    widgets::Field *m_firstField;
    widgets::Field *m_secondField;
    widgets::Banner *m_banner;
    QPushButton *m_create;
};

/// "Weak. Use 12 characters or more, or 5 words." Words only; the vault decides what it takes.
QString strengthText(const QString &passphrase);

} // namespace aiops::credentials
