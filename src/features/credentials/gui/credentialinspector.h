#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "widgets/inspectorstack.h"

class QPushButton;

namespace aiops::vault {
struct Attachment;
struct CredentialInfo;
}
namespace aiops::widgets {
class InspectorColumn;
}

namespace aiops::credentials {

class SecretSection;
class VaultSession;

/// Right of the vault page: what is known of the selected credential, where it is used, and what can be done with it.
class CredentialInspector final : public widgets::InspectorStack
{
    Q_OBJECT

public:
    explicit CredentialInspector(VaultSession &session, QWidget *parent = nullptr);
    void show(CredentialId id);
    void remove(); ///< asks first; refused while it is in use

signals:
    void failed(const aiops::Error &error);

private:
    void rebuild();
    void addNotice(widgets::InspectorColumn *column, const vault::CredentialInfo &info);
    void addMetadata(widgets::InspectorColumn *column, const vault::CredentialInfo &info);
    void addHistory(widgets::InspectorColumn *column);
    void addUses(widgets::InspectorColumn *column);
    QWidget *makeUse(const vault::Attachment &use);
    void addActions(widgets::InspectorColumn *column, const vault::CredentialInfo &info);
    void revoke();
    void report(const Status &status);

    VaultSession &m_session;
    CredentialId m_id;
    QPointer<SecretSection> m_secret;
};

} // namespace aiops::credentials
