#pragma once

#include "features/myspace/gui/formdialog.h"
#include "inventory/inventory.h"

class QCheckBox;
class QComboBox;
class QTreeWidget;

namespace aiops::widgets {
class Fold;
class PathEdit;
}

namespace aiops::myspace {

class Actions;
class InheritedFields;
struct InstanceInput;

/// Adds an instance, or edits one. Errors stand at the field that caused them.
class InstanceDialog final : public FormDialog
{
    Q_OBJECT

public:
    InstanceDialog(Actions &actions, InstanceId id, QWidget *parent); ///< a null id adds
    /// What is known of a host that is to be added.
    void propose(const QString &user, const QString &address, int port);

private:
    void addNames();
    void addGroup();
    void addProjects();
    void addCredentials();
    void addOffers();
    void addMore();
    void addRow(std::initializer_list<widgets::Field *> fields);
    void makeRoom(bool open);
    inventory::LocalEdit localValues() const;
    void fill();
    InstanceInput input() const;
    inventory::InstanceEdit values() const;
    QList<inventory::Link> links() const;
    QString ownerOf(const QString &address, int port) const; ///< name of another instance there
    bool warnsOfDuplicate(const inventory::InstanceEdit &edit);
    QString keyFileProblem() const;
    bool showProblems();
    void save() override;
    void saved(const inventory::Instance &instance);
    void attached(const inventory::Instance &instance, const Status &status);
    void finish(const inventory::Instance &instance);

    Actions &m_actions;
    InstanceId m_id;
    bool m_isNew;
    bool m_duplicateAccepted = false;
    widgets::Field *m_name = nullptr;
    widgets::Field *m_address = nullptr;
    widgets::Field *m_port = nullptr;
    widgets::Field *m_user = nullptr;
    widgets::Field *m_tags = nullptr;
    widgets::Field *m_proxy = nullptr;
    widgets::Field *m_projectsField = nullptr;
    widgets::Field *m_old = nullptr;
    widgets::Field *m_key = nullptr;
    widgets::Field *m_proxyPassword = nullptr;
    widgets::Field *m_agentField = nullptr;
    widgets::Field *m_log = nullptr;
    widgets::Fold *m_more = nullptr; ///< what few hosts need
    widgets::PathEdit *m_keyFile = nullptr;
    InheritedFields *m_inherited = nullptr;
    QComboBox *m_credential = nullptr;
    QComboBox *m_agent = nullptr;
    QCheckBox *m_debugLog = nullptr;
    QCheckBox *m_oldAlgorithms = nullptr;
    inventory::Marks m_marks; ///< before
    QTreeWidget *m_projects = nullptr;
};

} // namespace aiops::myspace
