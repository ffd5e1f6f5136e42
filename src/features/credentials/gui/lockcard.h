#pragma once

#include "core/error.h"

#include <QWidget>

class QPushButton;

namespace aiops::widgets {
class Field;
class SecretEdit;
}

namespace aiops::credentials {

class WindowVault;

/// In the place of the vault's pages while it is locked.
class LockCard final : public QWidget
{
    Q_OBJECT

public:
    explicit LockCard(WindowVault &vault, QWidget *parent = nullptr);

signals:
    void listWanted(); ///< names and fingerprints are readable all the same

protected:
    void showEvent(QShowEvent *event) override;

private:
    void unlock();
    void answered(const Status &status);

    WindowVault &m_vault;
    widgets::SecretEdit *m_passphrase;
    widgets::Field *m_field;
    QPushButton *m_unlock;
};

} // namespace aiops::credentials
