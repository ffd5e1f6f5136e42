#pragma once

#include "core/ids.h"

#include <QStackedWidget>

namespace aiops::credentials {

class VaultSession;

/// Right of the vault page: what is known of the selected credential, where it is used, and its removal.
class CredentialInspector final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit CredentialInspector(VaultSession &session, QWidget *parent = nullptr);
    void show(CredentialId id);
    void remove(); ///< refused while it is in use: says where

private:
    void rebuild();
    QWidget *makeColumn();

    VaultSession &m_session;
    CredentialId m_id;
};

} // namespace aiops::credentials
