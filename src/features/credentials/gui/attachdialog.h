#pragma once

#include "core/credentialsource.h"
#include "shell/dialog.h"

class QCheckBox;
class QComboBox;
class QListWidget;

namespace aiops::widgets {
class Banner;
class FilterBar;
}

namespace aiops::credentials {

class VaultSession;

/// Chooses the instances that sign in with a credential, and for what. Those that have it already are not listed.
class AttachDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    AttachDialog(VaultSession &session, CredentialId id, QWidget *parent);

private:
    void build();
    void fill();
    void filter(const QString &text);
    void showChoice();
    void attach();
    QList<InstanceId> chosen() const;
    Purpose purpose() const;

    VaultSession &m_session;
    CredentialId m_id;
    QComboBox *m_purpose;
    widgets::FilterBar *m_filter;
    QListWidget *m_list;
    QCheckBox *m_personal;
    widgets::Banner *m_banner;
    QPushButton *m_attach;
};

} // namespace aiops::credentials
