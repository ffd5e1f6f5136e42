#pragma once

#include "features/myspace/spaceview.h"
#include "features/myspace/credentialchoice.h"
#include "features/myspace/gui/changes.h"

class QMenu;
class QWidget;

namespace aiops::shell {
class Navigator;
}

namespace aiops::myspace {

/// What a person can do with instances, projects and organizations: dialogs, messages when it is done, undo. Every
/// page and menu of My Space goes through here. Lives as long as the window.
class Actions final : public QObject
{
    Q_OBJECT

public:
    Actions(Estate &estate, team::Gatekeeper &gatekeeper, CredentialChoice &credentials, shell::Navigator &navigator,
            QObject *parent = nullptr);

    Estate &estate() const { return m_estate; }
    Changes &changes() { return m_changes; }
    CredentialChoice &credentials() const { return m_credentials; }
    shell::Navigator &navigator() const { return m_navigator; }

    void addInstance(QWidget *parent);
    void editInstance(InstanceId id, QWidget *parent);
    void openInstance(InstanceId id);
    void openTerminal(InstanceId id);
    /// More than one in production: asks, and names how many.
    void openTerminals(const QList<InstanceId> &ids, QWidget *parent);
    void copySshCommand(InstanceId id);
    void archive(const QList<InstanceId> &ids);
    void restore(const QList<InstanceId> &ids);
    void remove(const QList<InstanceId> &ids, QWidget *parent);
    void linkTo(const QList<InstanceId> &ids, QWidget *parent);
    void unlink(ProjectId project, InstanceId id);
    void attachMany(const CredentialName &credential, const QList<InstanceId> &ids);
    void attach(CredentialId credential, InstanceId id);
    void detach(CredentialId credential, InstanceId id);
    void newCredential(InstanceId id);
    void exportCsv(const QList<InstanceId> &ids);
    void fillMenu(QMenu *menu, const QList<InstanceId> &ids, QWidget *parent);
    void fillMoreMenu(QMenu *menu, const QList<InstanceId> &ids, QWidget *parent); ///< of the bulk bar

    void bulkEdit(const QList<InstanceId> &ids, QWidget *parent, const QString &field = {}); ///< field: what gets the focus
    void addToProject(ProjectId to, const QList<InstanceId> &ids, bool moved);
    void addToGroup(GroupId to, const QList<InstanceId> &ids);
    void apply(const QList<inventory::InstanceChange> &changes, const QString &text);

    void showAs(const QString &mode) { emit modeWanted(mode); } ///< "cards", "table": of My Space
    void groupBy(GroupBy group) { emit groupWanted(group); }

    void undo();
    void redo();
    /// "Done" with Undo beside it, while nothing else was done since.
    void toastUndo(const QString &text);

    void newGroup(GroupId parent, QWidget *window);
    void editGroup(GroupId id, QWidget *parent);
    void moveGroup(GroupId id, GroupId to);
    void removeGroup(GroupId id, QWidget *parent);
    void saveView(const inventory::SavedView &view);
    void removeView(const inventory::SavedView &view);

    void runCommand(const QList<InstanceId> &ids); ///< opens the page where it is written
    void probe(const QList<InstanceId> &ids); ///< whether they answer
    void openDashboard(ProjectId id); ///< null: of the project that is looked at
    void newProject(QWidget *parent);
    void editProject(ProjectId id, QWidget *parent);
    void archiveProject(ProjectId id);
    void restoreProject(ProjectId id);
    void newOrganization(QWidget *parent);
    void renameOrganization(QWidget *parent);
    void useOrganization(OrganizationId id);

    QString nameOf(const QList<InstanceId> &ids) const; ///< "web-1", or "3 instances"
    /// Tells that an instance was added: My Space selects and shows it.
    void noteAdded(InstanceId id) { emit added(id); }

signals:
    void added(aiops::InstanceId id);
    void modeWanted(const QString &mode);
    void groupWanted(aiops::myspace::GroupBy group);

private:
    void report(const QString &where, const Error &error);
    template <typename T>
    void watch(const QString &where, Future<T> future, std::function<void()> done = {});
    void fillCredentialMenu(QMenu *menu, const QList<InstanceId> &ids);
    void fillEditMenu(QMenu *menu, const QList<InstanceId> &ids, QWidget *parent);
    void addMenuPart(QMenu *menu, InstanceId id, QWidget *parent);

    Estate &m_estate;
    Changes m_changes;
    CredentialChoice &m_credentials;
    shell::Navigator &m_navigator;
};

} // namespace aiops::myspace
