#pragma once

#include "inventory/inheritance.h"
#include "inventory/inventory.h"

namespace aiops::myspace {

/// What is to be changed on many instances; what is empty stays as it is.
struct BulkEdit
{
    std::optional<QString> user; ///< "": as the group says
    std::optional<int> port;     ///< 0: as the group says
    std::optional<inventory::Environment> environment; ///< None: as the group says
    std::optional<GroupId> group;
    QStringList addTags;
    QStringList removeTags;
    ProjectId project; ///< to be added to
    bool isEmpty() const
    {
        return !user && !port && !environment && !group && addTags.isEmpty() && removeTags.isEmpty() && project.isNull();
    }
};

/// One line of the preview.
struct BulkLine
{
    InstanceId instance;
    QString name;
    QString field;
    QString before;
    QString after;
};

struct BulkPlan
{
    QList<inventory::InstanceChange> changes; ///< of those that differ
    QList<BulkLine> lines;
};

/// What instances belong to, as far as the preview names it.
struct BulkWorld
{
    const inventory::Inheritance &inheritance;
    const QList<inventory::Project> &projects;
    std::function<QList<inventory::Link>(InstanceId)> linksOf;
};
BulkPlan planOf(const BulkEdit &edit, const QList<inventory::Instance> &instances, const BulkWorld &world);

} // namespace aiops::myspace
