#pragma once

#include "core/ids.h"
#include "shell/registry.h"
#include "shell/searchindex.h"

#include <QObject>
#include <QTimer>

namespace aiops::inventory {
struct Instance;
struct Project;
}

namespace aiops::myspace {

class Actions;

/// What the palette finds of My Space. The index of the instances is made in Qt's pool when they have changed, so
/// that a letter that is typed costs a scan and nothing else. Main thread.
class SpaceSearch final : public QObject
{
    Q_OBJECT

public:
    explicit SpaceSearch(Actions &actions, QObject *parent = nullptr);

    void prepare(); ///< the palette opens
    bool isReady() const { return m_index != nullptr; }
    QList<shell::SearchHit> instances(const QString &query) const;
    std::optional<shell::SearchHit> instance(const QString &id) const;
    QList<shell::SearchHit> projects(const QString &query) const;
    std::optional<shell::SearchHit> project(const QString &id) const;
    QList<shell::SearchHit> groups(const QString &query) const;
    QList<shell::SearchHit> views(const QString &query) const;
    QList<shell::SearchHit> notes(const QString &query) const; ///< from three letters on

signals:
    void ready();

private:
    struct Note
    {
        QString name;
        QString text;
        QString folded; ///< what is searched
        InstanceId instance;
        ProjectId project; ///< of a project's note
    };
    struct Index
    {
        shell::SearchIndex rows;
        QList<InstanceId> ids; ///< by place
        QList<Note> notes;
    };
    static Index indexOf(const QList<inventory::Instance> &instances, const QList<inventory::Project> &projects);
    void noteChange();
    void build();
    shell::SearchHit hitOf(const inventory::Instance &instance) const;
    QList<shell::SearchHit> actionsOf(InstanceId id) const;

    Actions &m_actions;
    std::shared_ptr<const Index> m_index;
    QTimer m_soon;
    bool m_isBuilding = false;
    bool m_isStale = true;
};

/// "@" instances, "#" projects, and the command that keeps a host that somebody connected to.
void addSearches(shell::Registry &registry, Actions &actions);

} // namespace aiops::myspace
