#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "shell/dialog.h"

#include <memory>

namespace aiops::vault {
struct NewSecondFactor;
}
namespace aiops::widgets {
class Field;
}

namespace aiops::credentials {

class SensitiveClipboard;
class WindowVault;

/// Sets up one-time codes: the secret for the authenticator, ten recovery codes, and a first code that proves it works.
class SecondFactorDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    SecondFactorDialog(WindowVault &vault, QWidget *parent);

private:
    QWidget *secretPart();
    QWidget *codesPart();
    QPushButton *copyButton(const QString &text, const QString &name, std::shared_ptr<const Secret> secret);
    void turnOn();
    void answered(const Status &status);

    WindowVault &m_vault;
    std::shared_ptr<const vault::NewSecondFactor> m_made;
    SensitiveClipboard *m_clipboard;
    widgets::Field *m_code;
    QPushButton *m_on;
};

} // namespace aiops::credentials
