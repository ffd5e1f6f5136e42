#pragma once

#include <QFrame>

class QPushButton;

namespace aiops::widgets {
class Field;
class SecretEdit;
}

namespace aiops::credentials {

class VaultSession;

/// The passphrase field and Unlock, 400 px wide: in the middle of the vault page and inside the unlock dialog.
class LockPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit LockPanel(VaultSession &session, QWidget *parent = nullptr);
    void start(); ///< empties the field and gives it the focus

signals:
    void unlocked();

private:
    void unlock();

    VaultSession &m_session;
    widgets::SecretEdit *m_passphrase;
    widgets::Field *m_field;
    QPushButton *m_unlock;
};

} // namespace aiops::credentials
