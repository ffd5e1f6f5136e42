#pragma once

#include "features/myspace/credentialchoice.h"
#include "features/myspace/gui/estate.h"
#include "team/gatekeeper.h"

class QMenu;
class QWidget;

namespace aiops::shell {
class Navigator;
}

namespace aiops::myspace {

/// What a person can do with instances, projects and organizations: dialogs, permits, undo. Every page and menu of
/// My Space goes through here. Lives as long as the window.
class Actions final : public QObject
{
    Q_OBJECT

public:
    Actions(Estate &estate, team::Gatekeeper &gatekeeper, CredentialChoice &credentials, shell::Navigator &navigator,
            QObject *parent = nullptr);

    Estate &estate() const { return m_estate; }
    CredentialChoice &credentials() const { return m_credentials; }
    shell::Navigator &navigator() const { return m_navigator; }

    void addInstance(QWidget *parent);
    void editInstance(InstanceId id, QWidget *parent);
    void openInstance(InstanceId id);
    void openTerminal(InstanceId id);
    void copySshCommand(InstanceId id);
    void archive(const QList<InstanceId> &ids);
    void restore(const QList<InstanceId> &ids);
    void remove(const QList<InstanceId> &ids, QWidget *parent);
    void linkTo(const QList<InstanceId> &ids, QWidget *parent);
    void unlink(ProjectId project, InstanceId id);
    void attach(CredentialId credential, InstanceId id);
    void detach(CredentialId credential, InstanceId id);
    void newCredential(InstanceId id);
    void fillMenu(QMenu *menu, const QList<InstanceId> &ids, QWidget *parent);

    void newProject(QWidget *parent);
    void editProject(ProjectId id, QWidget *parent);
    void archiveProject(ProjectId id);
    void restoreProject(ProjectId id);
    void newOrganization(QWidget *parent);
    void renameOrganization(QWidget *parent);
    void useOrganization(OrganizationId id);

    /// The current organization; made first in a new home, where none exists.
    Future<inventory::Organization> ensureOrganization();
    Future<inventory::Instance> saveInstance(InstanceId id, inventory::InstanceEdit values, QList<inventory::Link> links);
    Future<inventory::Project> saveProject(ProjectId id, inventory::ProjectEdit values);
    Future<inventory::Organization> saveOrganization(OrganizationId id, QString name);
    Future<void> saveLink(ProjectId project, InstanceId id, QString role);

private:
    Result<Permit> permit(team::Action action, InstanceId id);
    Result<Permit> permit(team::Action action, ProjectId id);
    Future<void> relink(InstanceId id, QList<inventory::Link> wanted);
    QString nameOf(const QList<InstanceId> &ids) const;
    void report(const QString &where, const Error &error);
    template <typename T>
    void watch(const QString &where, Future<T> future);

    Estate &m_estate;
    team::Gatekeeper &m_gatekeeper;
    CredentialChoice &m_credentials;
    shell::Navigator &m_navigator;
};

/// "ssh -p 2222 deploy@10.0.0.4": as typed in a shell. Address and user hold no shell characters (inventory checks).
QString sshCommand(const inventory::Instance &instance);

} // namespace aiops::myspace
