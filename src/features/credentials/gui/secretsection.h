#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "widgets/inspectorsection.h"

#include <memory>

class QPushButton;

namespace aiops {
class Secret;
}
namespace aiops::vault {
struct CredentialInfo;
}
namespace aiops::widgets {
class Label;
}

namespace aiops::credentials {

class RevealedValue;
class VaultSession;

/// SECRET in the inspector: user, masked value with Reveal and Copy; an export for private keys, the code of the moment
/// for one-time codes.
class SecretSection final : public widgets::InspectorSection
{
    Q_OBJECT

public:
    SecretSection(VaultSession &session, const vault::CredentialInfo &info, QWidget *parent = nullptr);

    bool isShowing() const { return m_value != nullptr; }
    bool isInUse() const { return m_value || m_asked > 0; } ///< shows something, or will when the passphrase was typed

signals:
    void hidden(); ///< the value is off the screen again, or will not be shown
    void failed(const aiops::Error &error);

private:
    void addValue(const vault::CredentialInfo &info);
    void addKey(const vault::CredentialInfo &info);
    void addCode();
    void reveal();
    void revealSeed();
    /// `button` hides it again; `instead`: what stands for it above, or null.
    void showValue(RevealedValue *value, QPushButton *button, widgets::Label *instead);
    bool hideFor(QPushButton *button); ///< hides what is shown; true when this button had shown it
    void copy();
    void showCode();
    void copyCode();
    void ask(QPushButton *button);                      ///< not twice, and the section stays until there is an answer
    bool answered(QPushButton *button, const Error *error);
    void exportKey();
    QWidget *buttonRow(std::initializer_list<QWidget *> buttons);

    VaultSession &m_session;
    const CredentialId m_id;
    widgets::Label *m_mask = nullptr;
    QPushButton *m_reveal = nullptr;
    QPushButton *m_seed = nullptr;
    RevealedValue *m_value = nullptr;
    QPushButton *m_shownBy = nullptr;
    int m_asked = 0;
    bool m_hadFocus = false; ///< the button that asked last
};

} // namespace aiops::credentials
