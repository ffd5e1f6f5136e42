#pragma once

#include "inventory/types.h"
#include "inventory/undostack.h"

#include "core/future.h"
#include "core/permit.h"

#include <QHash>
#include <QObject>

#include <optional>

class QSqlDatabase;

namespace aiops::storage {
class Command;
class Database;
}

namespace aiops::inventory {

/// What a form or a command line gives for a new or edited instance; empty optionals stay as they are.
struct InstanceEdit
{
    std::optional<QString> name;
    std::optional<QString> address;
    std::optional<int> port; ///< 0: as its group says
    std::optional<QString> user;
    std::optional<Environment> environment;
    std::optional<Provider> provider;
    std::optional<QString> region;
    std::optional<QString> notes;
    std::optional<QStringList> tags;
    std::optional<GroupId> group; ///< null: in none
    std::optional<Jump> jump;
    std::optional<QString> proxy; ///< empty: as its group says; "none"
    std::optional<CredentialId> proxyCredential;
    std::optional<bool> oldAlgorithms;
};

/// Values of this computer only; empty optionals stay as they are.
struct LocalEdit
{
    std::optional<QString> keyFile;
    std::optional<Marks::Agent> agent;
    std::optional<bool> debugLog;
    bool isEmpty() const { return !keyFile && !agent && !debugLog; }
};

struct ProjectEdit
{
    std::optional<QString> name;
    std::optional<QString> slug;
    std::optional<QString> color;
    std::optional<QString> description;
    std::optional<QString> notes;
};

struct GroupEdit
{
    std::optional<QString> name;
    std::optional<Inheritable> own;
};

struct ProjectDraft
{
    ProjectId id; ///< made by the caller, so that links can name it
    ProjectEdit values;
};

/// One instance of a batch.
struct InstanceChange
{
    InstanceId id; ///< null: add it
    InstanceId newId = {}; ///< of one that is added, made by the caller, so that jumps can name it; null: it gets one
    InstanceEdit values;
    QStringList addTags;
    QStringList removeTags;
    QList<Link> links; ///< added, or their role changed
    QList<ProjectId> unlink;
    QString keyFile = {}; ///< mark of this computer; not undone
};

/// Many changes that are one: all or nothing, one audit entry, one undo step.
struct Batch
{
    OrganizationId organization;
    QList<ProjectDraft> newProjects = {};
    QList<Group> newGroups = {}; ///< ids made by the caller, parents before children
    QList<InstanceChange> changes = {};
};

/// Which instances. All given conditions hold together.
struct InstanceFilter
{
    OrganizationId organization;      ///< null: every organization
    ProjectId project;                ///< null: every project
    QList<ProjectId> anyOfProjects = {}; ///< empty: every project
    bool withoutProject = false;
    bool archived = false;            ///< true: only archived ones
    QString text;                     ///< part of name, address, user or tag, case-insensitive
    QStringList tags;                 ///< all of them
    std::optional<Environment> environment; ///< the one that counts, also from a group
    QList<GroupId> anyOfGroups = {};        ///< directly in one of them; empty: everywhere
};

/// Organizations, projects, instances and their links. Reads are synchronous (a few ms) on the caller's thread;
/// changes return a future that finishes after the commit. Main thread of the owner.
class Inventory final : public QObject
{
    Q_OBJECT

public:
    explicit Inventory(storage::Database &database, QObject *parent = nullptr);

    Result<QList<Organization>> organizations(bool archived = false) const;
    Result<QList<Project>> projects(OrganizationId organization, bool archived = false) const;
    Result<QList<Instance>> instances(const InstanceFilter &filter) const; ///< sorted by name
    Result<int> countInstances(const InstanceFilter &filter) const;
    /// How many active instances; what has none is absent.
    Result<QHash<OrganizationId, int>> instancesOfOrganizations() const;
    Result<QHash<ProjectId, int>> instancesOfProjects(OrganizationId organization) const;
    Result<QList<Link>> links(OrganizationId organization) const;
    Result<QList<Link>> linksOf(InstanceId instance) const;
    Result<Instance> instance(InstanceId id) const;
    Result<Project> project(ProjectId id) const;
    Result<Organization> organization(OrganizationId id) const;
    Result<QHash<InstanceId, LastSeen>> lastSeen() const;
    Result<QHash<InstanceId, Marks>> marks() const;
    Result<Marks> marksOf(InstanceId instance) const;
    /// Whether this command of a proxy was given on this computer. One that came with shared data is not run.
    bool isCommandKnown(const QString &proxy) const;
    Result<QList<Group>> groups(OrganizationId organization) const; ///< by name
    Result<Group> group(GroupId id) const;
    Result<QList<Service>> services(InstanceId instance) const;
    Result<Service> service(ServiceId id) const;
    Result<QList<SavedView>> savedViews(OrganizationId organization) const;
    /// Notes of active instances and projects that hold `text`, at most 50.
    Result<QList<NoteHit>> searchNotes(OrganizationId organization, const QString &text) const;

    /// Selecting (cli.md): an id, an unambiguous id prefix (at least 4 characters), a slug or a name.
    /// Errors NotFound, Ambiguous (the text lists the candidates).
    Result<Organization> findOrganization(const QString &selector) const;
    Result<Project> findProject(OrganizationId organization, const QString &selector) const;
    Result<Instance> findInstance(OrganizationId organization, const QString &selector) const;

    /// The current organization of this home folder (local value); null in a new home.
    OrganizationId currentOrganization() const;
    Future<void> useOrganization(OrganizationId id);

    /// Names are trimmed, 1 to 200 characters, no control characters; the slug is made from the name when empty.
    /// Errors Invalid, Conflict (slug taken).
    Future<Organization> addOrganization(Permit permit, QString name, QString slug = {});
    Future<Organization> editOrganization(Permit permit, OrganizationId id, QString name);
    Future<void> archiveOrganization(Permit permit, OrganizationId id);
    Future<void> restoreOrganization(Permit permit, OrganizationId id);

    Future<Project> addProject(Permit permit, OrganizationId organization, ProjectEdit values);
    Future<Project> editProject(Permit permit, ProjectId id, ProjectEdit values);
    Future<void> archiveProject(Permit permit, ProjectId id);
    Future<void> restoreProject(Permit permit, ProjectId id);

    /// Address and user as in security.md 5.3: no leading '-', no control or shell characters; port 1 to 65535.
    Future<Instance> addInstance(Permit permit, OrganizationId organization, InstanceEdit values, QList<Link> links = {});
    /// With links: made, or their role changed, in the same transaction.
    Future<Instance> editInstance(Permit permit, InstanceId id, InstanceEdit values, QList<Link> links = {});
    Future<void> archiveInstance(Permit permit, InstanceId id);
    Future<void> restoreInstance(Permit permit, InstanceId id);
    Future<void> archiveInstances(Permit permit, QList<InstanceId> ids); ///< all or none, as one change
    Future<void> restoreInstances(Permit permit, QList<InstanceId> ids);
    Future<void> removeInstance(Permit permit, InstanceId id); ///< with its links, tags and credential attachments

    Future<Link> link(Permit permit, ProjectId project, InstanceId instance, QString role); ///< again: changes the role
    Future<void> unlink(Permit permit, ProjectId project, InstanceId instance);

    /// Errors Invalid and Conflict begin with the name of the object that they are about.
    Future<QList<InstanceId>> apply(Permit permit, Batch batch);

    Future<Group> addGroup(Permit permit, Group group); ///< a null id is made
    Future<Group> editGroup(Permit permit, GroupId id, GroupEdit values);
    Future<void> moveGroup(Permit permit, GroupId id, GroupId parent); ///< null parent: to the top
    Future<void> removeGroup(Permit permit, GroupId id);               ///< what is in it moves up

    Future<Service> saveService(Permit permit, Service service); ///< a null id adds it
    Future<void> removeService(Permit permit, ServiceId id);
    Future<SavedView> saveView(Permit permit, SavedView view); ///< a null id adds it
    Future<void> removeView(Permit permit, SavedViewId id);

    /// Of this computer only, without a permit.
    /// In one transaction; emits seenChanged() and not changed(): ten thousand instances are not read again for it.
    Future<void> noteSeen(QList<LastSeen> seen);
    Future<void> noteSeen(LastSeen seen) { return noteSeen(QList<LastSeen>{std::move(seen)}); }
    Future<void> setFavorite(InstanceId id, bool favorite);
    Future<void> noteOpened(InstanceId id, QDateTime at);
    Future<void> setKeyFile(InstanceId id, QString path);
    Future<void> setLocal(QList<InstanceId> ids, LocalEdit values);

    /// Changes that are asked for while the returned object lives can be undone, each as a step with this text.
    class Recording final
    {
    public:
        Recording(Inventory &inventory, const QString &text);
        ~Recording();
        Q_DISABLE_COPY_MOVE(Recording)

    private:
        Inventory &m_inventory;
        const QString m_before;
    };
    Recording record(const QString &text) { return Recording(*this, text); }
    UndoStack &undo() { return m_undo; }

signals:
    void changed(); ///< something of the above changed; read again
    /// What was seen just now; nothing else changed. An invalid time leaves the earlier one as it is.
    void seenChanged(const QList<aiops::inventory::LastSeen> &seen);

private:
    template <typename T>
    Future<T> change(Permit permit, std::function<Result<T>(storage::Command &)> fn);
    Future<void> changeLocal(std::function<Status(QSqlDatabase &)> fn);

    UndoStack m_undo;
    QString m_recording; ///< text of the undo step; empty: not recorded
    storage::Database &m_database;
};

} // namespace aiops::inventory
