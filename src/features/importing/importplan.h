#pragma once

#include "features/importing/present.h"

#include <array>
#include <functional>

namespace aiops::importing {

enum class RowState { New, Changed, Same, Conflict, Error };
QString stateKey(RowState state);  ///< "new", "changed", "same", "conflict", "error"
QString stateWord(RowState state); ///< the same for people

enum class Field { Name, Address, Port, User, Environment, Region, Group, Jump, Proxy, KeyFile, Project, Tags, Notes };
QString fieldKey(Field field);
QString fieldWord(Field field);

struct FieldChange
{
    Field field;
    QString before;
    QString after;
};

/// One line of the review.
struct PlanRow
{
    RowState state = RowState::New;
    HostRecord values;            ///< checked, with what was chosen for all rows
    InstanceId instance;          ///< null: it is added
    QList<FieldChange> changes;   ///< of an instance that exists
    QString message;              ///< why it is a conflict or an error
    bool canImport = true;        ///< a conflict may be imported all the same when that is no harm
    bool inheritsUser = false;    ///< the group gives the same value
    bool inheritsPort = false;
    bool inheritsEnvironment = false;
    bool inheritsJump = false;
    bool isChanged(Field field) const { return std::ranges::contains(changes, field, &FieldChange::field); }
    qsizetype jumpRow = -1;       ///< the row that must be imported with it

    /// Ticked when the review opens.
    bool isWanted() const { return state == RowState::New || state == RowState::Changed; }
};

/// Chosen for the rows whose file says nothing about it.
struct ForAll
{
    QString project = {};
    std::optional<inventory::Environment> environment = {};
    QStringList group = {};
    friend bool operator==(const ForAll &, const ForAll &) = default;
};

struct ImportPlan
{
    QList<PlanRow> rows;
    QList<GroupRecord> newGroups; ///< parents first
    QList<Problem> problems;      ///< of lines that gave no row

    std::array<int, 5> counts() const; ///< by RowState
    QList<bool> wanted() const;        ///< the ticks at first
    /// The rows to import: those that are ticked and can be, with the jump hosts that they need.
    QList<qsizetype> chosen(const QList<bool> &ticked) const;
};

/// Compares what was read with what is there; changes nothing. Any thread. An empty plan when cancelled.
ImportPlan makePlan(const Document &document, const Present &present, const ForAll &forAll = {}, const std::function<bool()> &cancelled = {});

} // namespace aiops::importing
