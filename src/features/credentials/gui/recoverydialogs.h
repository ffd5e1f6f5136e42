#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "shell/dialog.h"

class QLineEdit;

namespace aiops::team {
class Gatekeeper;
}
namespace aiops::widgets {
class Banner;
class Field;
class SecretEdit;
}

namespace aiops::credentials {

class WindowVault;

/// Asks for the passphrase and a file, makes a kit and writes it as a page to print.
class MakeKitDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    MakeKitDialog(WindowVault &window, team::Gatekeeper &gatekeeper, QWidget *parent);

private:
    void chooseFile();
    void make();
    void write();
    void failed(const Error &error);

    WindowVault &m_window;
    team::Gatekeeper &m_gatekeeper;
    widgets::Banner *m_banner;
    QLineEdit *m_path;
    widgets::SecretEdit *m_passphrase;
    widgets::Field *m_pathField;
    widgets::Field *m_passphraseField;
    QPushButton *m_make = nullptr;
};

/// Takes the recovery key of a printed kit: to see whether it opens the vault, or to set a new passphrase with it.
class EnterKitDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    EnterKitDialog(WindowVault &window, team::Gatekeeper &gatekeeper, bool use, QWidget *parent);

private:
    void run();
    void test(std::shared_ptr<const Secret> code);
    void setPassphrase(std::shared_ptr<const Secret> code);
    void answered(const Status &status, const QString &done);

    WindowVault &m_window;
    team::Gatekeeper &m_gatekeeper;
    const bool m_use;
    widgets::Banner *m_banner;
    widgets::SecretEdit *m_code;
    widgets::SecretEdit *m_first;
    widgets::SecretEdit *m_second;
    widgets::Field *m_codeField;
    widgets::Field *m_firstField;
    widgets::Field *m_secondField;
    QPushButton *m_run = nullptr;
};

} // namespace aiops::credentials
