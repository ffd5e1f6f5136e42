#pragma once

#include "features/myspace/gui/formdialog.h"
#include "inventory/inventory.h"

class QComboBox;

namespace aiops::widgets { class Fold; }

namespace aiops::myspace {

class Actions;

/// Makes a group, or edits one: its name, what it is in, and what it hands down. Beside an empty value stands what
/// comes from above.
class GroupDialog final : public FormDialog
{
    Q_OBJECT

public:
    GroupDialog(Actions &actions, const inventory::Group &group, QWidget *parent); ///< a null id makes one

private:
    void addParents();
    void addValues();
    void addProxy();
    void showInherited();
    QString from(GroupId group) const;
    QString proxy() const;
    inventory::Group edited() const;
    void save() override;

    Actions &m_actions;
    inventory::Group m_group;
    widgets::Field *m_name;
    widgets::Field *m_user;
    widgets::Field *m_port;
    widgets::Field *m_environmentField = nullptr;
    widgets::Field *m_credentialField = nullptr;
    widgets::Field *m_jumpField = nullptr;
    QComboBox *m_parent;
    QComboBox *m_environment;
    QComboBox *m_credential;
    QComboBox *m_jump;
    widgets::Field *m_proxy = nullptr;
    widgets::Fold *m_more = nullptr;
    QComboBox *m_proxyCredential;
};

} // namespace aiops::myspace
