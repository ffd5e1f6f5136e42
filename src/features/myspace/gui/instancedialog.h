#pragma once

#include "features/myspace/gui/formdialog.h"
#include "inventory/inventory.h"

class QComboBox;
class QTreeWidget;

namespace aiops::myspace {

class Actions;
struct InstanceInput;

/// Adds an instance, or edits one. Errors stand at the field that caused them.
class InstanceDialog final : public FormDialog
{
    Q_OBJECT

public:
    InstanceDialog(Actions &actions, InstanceId id, QWidget *parent); ///< a null id adds

private:
    void addEnvironment();
    void addProjects();
    void addCredentials();
    void fill();
    InstanceInput input() const;
    inventory::InstanceEdit values() const;
    QList<inventory::Link> links() const;
    bool isAddressTaken(const QString &address, int port) const;
    bool showProblems();
    void save() override;
    void saved(const Result<inventory::Instance> &instance);

    Actions &m_actions;
    InstanceId m_id;
    bool m_duplicateAccepted = false;
    widgets::Field *m_name;
    widgets::Field *m_address;
    widgets::Field *m_port;
    widgets::Field *m_user;
    widgets::Field *m_tags = nullptr;
    QComboBox *m_environment = nullptr;
    QComboBox *m_credential = nullptr;
    QTreeWidget *m_projects = nullptr;
};

} // namespace aiops::myspace
