#pragma once

#include "features/importing/importplan.h"

namespace aiops::importing {

/// The work of makePlan(): finds for every host what it is in the inventory and what would change.
class Planner final
{
public:
    Planner(const Document &document, const Present &present, const ForAll &forAll);
    ImportPlan run(const std::function<bool()> &cancelled);

private:
    struct GroupValues
    {
        QStringList path; ///< as it is written there
        QString user;
        int port = 0;
        JumpTo jump;
        inventory::Environment environment = inventory::Environment::None;
    };

    void indexPresent();
    void addGroups();
    void addGroup(const GroupRecord &group);
    void placeInGroup(PlanRow &row);
    void applyForAll(HostRecord &values) const;
    Status check(HostRecord &values) const;
    Status checkGroup(const HostRecord &values) const;
    void match(PlanRow &row);
    void matchPresent(PlanRow &row);
    void findDuplicate(PlanRow &row, qsizetype place);
    void compare(PlanRow &row);
    void inherit(PlanRow &row);
    void resolveJumps();
    void breakCircles();
    void dropStranded();
    void dropUnusedGroups();
    void refuse(PlanRow &row, RowState state, const QString &message, bool canImport = false);
    static QString addressKey(const HostRecord &values);
    static QString pathKey(const QStringList &path) { return path.join(QChar(0x1f)).toCaseFolded(); }

    const Document &m_document;
    const Present &m_present;
    const ForAll &m_forAll;
    ImportPlan m_plan;
    QHash<QString, QList<qsizetype>> m_byName; ///< places in m_present.hosts
    QHash<QString, qsizetype> m_byAddress;
    QHash<QString, qsizetype> m_rowByName;     ///< places in m_plan.rows
    QHash<QString, qsizetype> m_rowByAddress;
    QHash<InstanceId, qsizetype> m_rowByInstance;
    QHash<InstanceId, qsizetype> m_placeOf;
    QHash<QString, GroupValues> m_groups;      ///< by path: effective values, of old and of new groups
};

} // namespace aiops::importing
