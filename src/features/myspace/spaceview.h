#pragma once

#include "features/myspace/filterquery.h"
#include "inventory/types.h"

namespace aiops::myspace {

enum class GroupBy { None, Project, Provider, Region, Status, Environment, Group };
/// The columns of the table sort too, hence more of them than the menu shows.
enum class SortBy { Name, Role, Worst, Cpu, Memory, Disk, LastSeen, Provider, Environment, Address, Source, Projects };

QString nameOf(GroupBy group); ///< "project": in settings, saved views and the command line
QString nameOf(SortBy sort);
GroupBy groupByOf(const QString &name);
SortBy sortByOf(const QString &name);

/// What was chosen in the menus beside the text filter. Values of one list are alternatives, lists all hold.
struct Choices
{
    QStringList providers;
    QStringList regions;
    QStringList statuses;
    QStringList environments; ///< "prod", "staging", "dev", "" for none
    QStringList tags;
    QStringList seen; ///< "hour", "day", "week", "older", "never"
    bool withoutAgent = false;
    bool isEmpty() const { return *this == Choices(); }
    friend bool operator==(const Choices &, const Choices &) = default;
};

/// How My Space is looked at: what a saved view keeps, as JSON.
struct SpaceView
{
    QString text;
    Choices choices;
    GroupBy group = GroupBy::None;
    SortBy sort = SortBy::Name;
    bool descending = false;
    QString mode; ///< "cards", "table", empty: by the number of instances

    bool filters() const { return !text.trimmed().isEmpty() || !choices.isEmpty(); }
    QByteArray toJson() const;
    static SpaceView fromJson(const QByteArray &json); ///< what is not understood keeps its default
    friend bool operator==(const SpaceView &, const SpaceView &) = default;
};

/// What a filter needs to know of an instance.
struct Facts
{
    const Haystack &hay;
    const QString &provider;
    const QString &region;
    const QString &status;
    const QString &environment;
    const QStringList &tags;
    qint64 seenAt; ///< ms since 1970; 0: never
    bool hasAgent;
};

QString seenBucket(qint64 seenAt, qint64 now);
bool accepts(const Choices &choices, const Facts &facts, qint64 now);

/// The words that status:, env: and provider: find: the stable one and the translated one.
QStringList statusWords(const QString &status);
QStringList environmentWords(const QString &environment);
QString statusWord(const QString &status);           ///< translated: "Running", "Not checked"
QString environmentWord(const QString &environment); ///< translated: "Production", "None"
/// "reachable", "unreachable" or "unknown".
QString statusOf(const inventory::LastSeen &seen);

struct ProjectFacts
{
    QStringList names; ///< names and short names
    QStringList roles;
};
Haystack haystackOf(const inventory::Instance &instance, const ProjectFacts &projects, const QStringList &groups, const QString &status);

} // namespace aiops::myspace
