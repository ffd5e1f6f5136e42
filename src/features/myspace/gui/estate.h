#pragma once

#include "inventory/inheritance.h"
#include "inventory/inventory.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <span>

namespace aiops::myspace {

/// Which part of the organization is looked at: chosen in the header or in the side pane, the same for both.
struct View
{
    enum Kind { All, WithoutProject, OneProject, Archived, OneGroup, ThisComputer } kind = All;
    ProjectId project = {}; ///< for OneProject
    GroupId group = {};     ///< for OneGroup: with those below it
    friend bool operator==(const View &, const View &) = default;
};

/// A snapshot of the current organization that header, side pane, cards and inspector share, so that one change is
/// read once. Organization and projects are there at once; the instances after load(), which a page calls when its
/// frame was painted, so that ten thousand of them do not hold up the window. Many changes at once are one reading.
/// Main thread.
class Estate final : public QObject
{
    Q_OBJECT

public:
    explicit Estate(inventory::Inventory &inventory, QObject *parent = nullptr);
    ~Estate() override;

    void load(); ///< reads the instances unless they were read; for whoever cannot wait
    void loadSoon(); ///< the same, when the event loop has nothing to paint
    bool isLoaded() const { return m_loaded; }
    inventory::Inventory &inventory() const { return m_inventory; }
    OrganizationId organizationId() const { return m_organization.id; }
    const inventory::Organization &organization() const { return m_organization; } ///< null id in a new home
    const QList<inventory::Project> &projects() const { return m_projects; }
    const QList<inventory::Project> &archivedProjects() const { return m_archivedProjects; }
    const QList<inventory::Instance> &instances() const { return m_instances; }
    const QList<inventory::Instance> &archivedInstances() const { return m_archivedInstances; }
    QList<inventory::Link> linksOf(InstanceId id) const;
    const inventory::Project *project(ProjectId id) const;
    const inventory::Instance *instance(InstanceId id) const; ///< also archived ones
    inventory::LastSeen lastSeen(InstanceId id) const { return m_lastSeen.value(id); }
    int countIn(ProjectId project) const { return m_counts.value(project); }
    int countWithoutProject() const;
    const QList<inventory::Group> &groups() const { return m_groups; } ///< by name
    const inventory::Inheritance &inheritance() const { return m_inheritance; }
    int countIn(GroupId group) const { return m_groupCounts.value(group); } ///< with those below it
    QStringList groupNames(GroupId group) const { return m_groupNames.value(group); } ///< from the top to it
    const QList<inventory::SavedView> &savedViews() const { return m_savedViews; }

    /// With a computer to show, a home without instances starts with it.
    void setHasComputer(bool has);
    bool hasComputer() const { return m_hasComputer; }
    bool isFirstRun() const; ///< nothing was added yet
    int shownCount() const;  ///< instances; of a new home: this computer

    const View &view() const { return m_view; }
    void setView(const View &view); ///< a person chose it
    bool shows(const inventory::Instance &instance) const; ///< in the current view

signals:
    void changed();
    void viewChanged();
    void seenChanged(const QList<aiops::InstanceId> &instances); ///< lastSeen() has newer values; nothing else changed
    void problem(const aiops::Error &error);

private:
    void show(const View &view);
    void chooseView();
    void readSoon();
    struct Snapshot;
    static Snapshot readAll(const inventory::Inventory &inventory, OrganizationId organization); ///< any thread
    void read();
    void readInPool();
    void tellChanged();
    void takeAll(Snapshot snapshot);
    void readGroups();
    void takeLinks(QList<inventory::Link> links);
    std::span<const inventory::Link> linksAt(InstanceId id) const;
    void countGroups();
    void takeSeen(const QList<inventory::LastSeen> &seen);
    template <typename T>
    void take(T &target, Result<T> result);

    inventory::Inventory &m_inventory;
    inventory::Organization m_organization;
    QList<inventory::Project> m_projects;
    QList<inventory::Project> m_archivedProjects;
    QList<inventory::Instance> m_instances;
    QList<inventory::Instance> m_archivedInstances;
    QHash<InstanceId, qsizetype> m_places; ///< in m_instances
    QList<inventory::Link> m_links; ///< by instance, then as they were read: a list for each would be most of their memory
    QHash<InstanceId, inventory::LastSeen> m_lastSeen;
    QHash<ProjectId, int> m_counts;
    QList<inventory::Group> m_groups;
    inventory::Inheritance m_inheritance{{}};
    QHash<GroupId, QStringList> m_groupNames;
    QHash<GroupId, int> m_groupCounts;
    QList<inventory::SavedView> m_savedViews;
    View m_view;
    bool m_hasComputer = false;
    bool m_viewChosen = false;
    bool m_wasFirstRun = false;
    bool m_loaded = false;
    bool m_reading = false;
    bool m_readAgain = false; ///< something changed while it was read
    qint64 m_readTook = 0; ///< ms
    QTimer m_again;
    QThreadPool m_reader; ///< ten thousand rows are not read in the window's thread
};

} // namespace aiops::myspace
