#pragma once

#include "core/error.h"

#include <QWidget>

class QPushButton;

namespace aiops::credentials {

class UnlockFields;
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
    void unlockWithKeychain();
    void showKeychain();
    void answered(const Status &status);

    WindowVault &m_vault;
    UnlockFields *m_fields;
    QPushButton *m_unlock;
    QPushButton *m_keychain;
};

} // namespace aiops::credentials
