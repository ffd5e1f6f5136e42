#include "features/importing/planner.h"

#include "core/text.h"
#include "inventory/validation.h"

#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;
using namespace inventory;

namespace {

constexpr qsizetype kDeepestGroup = 32;
constexpr int kLongestChain = 16;

template <typename T, typename Check>
Status normalize(std::optional<T> &value, Check check)
{
    if (!value)
        return {};
    const auto good = check(*value);
    if (!good)
        return std::unexpected(good.error());
    *value = *good;
    return {};
}

QString shownJump(const std::optional<JumpTo> &jump)
{
    return !jump || jump->name.isEmpty() ? Text::tr("none") : jump->name;
}

QString shownPort(const std::optional<int> &port)
{
    return QString::number(port.value_or(22));
}

QString shownProject(const QString &project, const QString &role)
{
    return role.isEmpty() ? project : u"%1 (%2)"_s.arg(project, role);
}

} // namespace

Planner::Planner(const Document &document, const Present &present, const ForAll &forAll)
    : m_document(document), m_present(present), m_forAll(forAll)
{
}

QString Planner::addressKey(const HostRecord &values)
{
    return values.address.value_or(QString()).toLower() + u' ' + shownPort(values.port);
}

void Planner::indexPresent()
{
    for (qsizetype i = 0; i < m_present.hosts.size(); ++i) {
        const Present::Host &host = m_present.hosts[i];
        m_byName[host.values.name] += i;
        if (const QString key = addressKey(host.values); !m_byAddress.contains(key))
            m_byAddress.insert(key, i);
        m_placeOf.insert(host.id, i);
    }
    for (const Present::Group &group : m_present.groups)
        m_groups.insert(pathKey(group.values.path), {group.values.path, group.values.user, group.values.port,
                                                     group.values.jump.value_or(JumpTo{.isDirect = true}), group.environment});
}

/// With its parents. The values of a group that exists stay as they are: its hosts get own values where the file differs.
void Planner::addGroup(const GroupRecord &group)
{
    if (group.path.isEmpty() || m_groups.contains(pathKey(group.path)))
        return;
    const QStringList above = group.path.first(group.path.size() - 1);
    addGroup({.path = above});
    GroupValues values = m_groups.value(pathKey(above));
    values.path += group.path.last();
    if (!group.user.isEmpty())
        values.user = group.user;
    if (group.port > 0)
        values.port = group.port;
    if (group.jump)
        values.jump = *group.jump;
    m_groups.insert(pathKey(group.path), values);
    m_plan.newGroups += GroupRecord{values.path, group.user, group.port, group.jump};
}

void Planner::placeInGroup(PlanRow &row)
{
    if (!row.canImport || !row.values.group || row.values.group->isEmpty())
        return;
    addGroup({.path = *row.values.group});
    row.values.group = m_groups.value(pathKey(*row.values.group)).path;
}

void Planner::addGroups()
{
    for (const GroupRecord &group : m_document.groups) {
        const HostRecord carrier{.group = group.path};
        if (const Status good = checkGroup(carrier); good)
            addGroup(group);
        else
            addProblem(m_plan.problems, {{}, 0, good.error().text});
    }
}

void Planner::applyForAll(HostRecord &values) const
{
    if (!m_forAll.project.isEmpty() && values.projects.isEmpty())
        values.projects.insert(m_forAll.project, {});
    if (m_forAll.environment && !values.environment)
        values.environment = m_forAll.environment;
    if (!m_forAll.group.isEmpty() && (!values.group || values.group->isEmpty()))
        values.group = m_forAll.group;
}

Status Planner::checkGroup(const HostRecord &values) const
{
    if (!values.group)
        return {};
    if (values.group->size() > kDeepestGroup)
        return std::unexpected(Error{Errc::Invalid, Text::tr("Groups are nested deeper than %1 levels.").arg(kDeepestGroup)});
    for (const QString &name : *values.group) {
        const auto good = name.contains(u'/') ? std::unexpected(Error{Errc::Invalid, Text::tr("A group's name may not hold “/”.")}) : validName(name);
        if (!good)
            return std::unexpected(Error{Errc::Invalid, Text::tr("The group “%1” cannot be used: %2").arg(shownPlain(name, 60), good.error().text)});
    }
    return {};
}

Status Planner::check(HostRecord &values) const
{
    if (!values.problem.isEmpty())
        return std::unexpected(Error{Errc::Invalid, values.problem});
    if (!values.name.isEmpty() || m_document.match == MatchBy::Name) {
        const auto name = validName(values.name);
        if (!name)
            return std::unexpected(name.error());
        values.name = *name;
    }
    for (const QString &tag : std::as_const(values.tags)) {
        if (const auto good = validTag(tag); !good)
            return std::unexpected(good.error());
    }
    for (const auto &[project, role] : values.projects.asKeyValueRange()) {
        if (const auto good = validName(project); !good)
            return std::unexpected(Error{Errc::Invalid, Text::tr("The project “%1” cannot be used: %2").arg(shownPlain(project, 60), good.error().text)});
        if (const auto good = validText(role, 100, false); !good)
            return std::unexpected(good.error());
    }
    return normalize(values.address, validAddress)
        .and_then([&] { return normalize(values.port, validPort); })
        .and_then([&] { return normalize(values.user, validUser); })
        .and_then([&] { return normalize(values.region, [](const QString &text) { return validText(text.trimmed(), 100, false); }); })
        .and_then([&] { return normalize(values.notes, [](const QString &text) { return validText(text, 100'000, true); }); })
        .and_then([&] { return normalize(values.proxy, validProxy); })
        .and_then([&] { return normalize(values.keyFile, [](const QString &text) { return validText(text, 1000, false); }); })
        .and_then([&] { return checkGroup(values); });
}

void Planner::refuse(PlanRow &row, RowState state, const QString &message, bool canImport)
{
    row.state = state;
    row.message = message;
    row.canImport = canImport;
}

void Planner::matchPresent(PlanRow &row)
{
    const HostRecord &values = row.values;
    const QList<qsizetype> named = values.name.isEmpty() ? QList<qsizetype>() : m_byName.value(values.name);
    const auto isSame = [&](qsizetype at) { return addressKey(m_present.hosts[at].values) == addressKey(values); };
    const auto fits = named.size() > 1 ? std::ranges::count_if(named, isSame) : 0;
    if (named.size() > 1 && fits != 1)
        return refuse(row, RowState::Conflict, Text::tr("My Space has %1 instances of this name; rename them first.").arg(named.size()));
    if (!named.isEmpty()) {
        row.instance = m_present.hosts[fits == 1 ? *std::ranges::find_if(named, isSame) : named.first()].id;
        return;
    }
    const auto there = values.address ? m_byAddress.constFind(addressKey(values)) : m_byAddress.constEnd();
    if (m_document.match != MatchBy::NameOrAddress || there == m_byAddress.constEnd())
        return;
    const Present::Host &host = m_present.hosts[*there];
    if (values.name.isEmpty())
        row.instance = host.id;
    else
        refuse(row, RowState::Conflict, Text::tr("%1 has this address and port already. Tick the row to add it all the same.").arg(host.values.name), true);
}

/// A second row for the same host: the first one counts.
void Planner::findDuplicate(PlanRow &row, qsizetype place)
{
    const QString name = row.values.name;
    const auto sameName = name.isEmpty() ? m_rowByName.constEnd() : m_rowByName.constFind(name);
    const auto sameInstance = row.instance.isNull() ? m_rowByInstance.constEnd() : m_rowByInstance.constFind(row.instance);
    const qsizetype twin = sameName != m_rowByName.constEnd() ? *sameName : sameInstance != m_rowByInstance.constEnd() ? *sameInstance : -1;
    if (twin >= 0)
        return refuse(row, RowState::Conflict, Text::tr("Line %1 is about the same instance; that one is taken.").arg(m_plan.rows[twin].values.line));
    if (m_document.match == MatchBy::NameOrAddress && row.state == RowState::New && row.instance.isNull() && row.values.address) {
        const auto there = m_rowByAddress.constFind(addressKey(row.values));
        if (there != m_rowByAddress.constEnd())
            refuse(row, RowState::Conflict, Text::tr("Line %1 has the same address and port. Tick the row to add it all the same.")
                                                .arg(m_plan.rows[*there].values.line), !name.isEmpty());
    }
    if (!row.canImport)
        return;
    if (!name.isEmpty())
        m_rowByName.insert(name, place);
    if (!row.instance.isNull())
        m_rowByInstance.insert(row.instance, place);
    if (const QString key = addressKey(row.values); !m_rowByAddress.contains(key))
        m_rowByAddress.insert(key, place);
}

void Planner::match(PlanRow &row)
{
    if (const Status good = check(row.values); !good)
        return refuse(row, RowState::Error, good.error().text);
    matchPresent(row);
    if (row.instance.isNull() && row.canImport && !row.values.address)
        return refuse(row, RowState::Error, Text::tr("The address is missing."));
    if (row.instance.isNull() && row.values.name.isEmpty())
        row.values.name = *row.values.address;
}

void Planner::compare(PlanRow &row)
{
    if (row.instance.isNull() || !row.canImport)
        return;
    const HostRecord &now = m_present.hosts[m_placeOf[row.instance]].values;
    HostRecord &next = row.values;
    if (next.name.isEmpty())
        next.name = now.name;
    const auto differs = [&row](Field field, const QString &before, const QString &after) {
        if (before != after)
            row.changes += FieldChange{field, before, after};
    };
    differs(Field::Address, *now.address, next.address.value_or(*now.address));
    differs(Field::Port, shownPort(now.port), shownPort(next.port ? next.port : now.port));
    differs(Field::User, *now.user, next.user.value_or(*now.user));
    differs(Field::Environment, environmentName(*now.environment), environmentName(next.environment.value_or(*now.environment)));
    differs(Field::Region, *now.region, next.region.value_or(*now.region));
    differs(Field::Group, shownPath(*now.group), shownPath(next.group.value_or(*now.group)));
    differs(Field::Jump, shownJump(now.jump), shownJump(next.jump ? next.jump : now.jump));
    differs(Field::Proxy, now.proxy.value_or(QString()), next.proxy.value_or(now.proxy.value_or(QString())));
    differs(Field::KeyFile, *now.keyFile, next.keyFile.value_or(*now.keyFile));
    differs(Field::Notes, *now.notes, next.notes.value_or(*now.notes));
    for (const auto &[project, role] : next.projects.asKeyValueRange()) {
        if (now.projects.value(project) != role || !now.projects.contains(project))
            differs(Field::Project, now.projects.contains(project) ? shownProject(project, now.projects[project]) : QString(), shownProject(project, role));
    }
    next.tags.removeIf([&now](const QString &tag) { return now.tags.contains(tag.trimmed()); });
    if (!next.tags.isEmpty())
        row.changes += FieldChange{Field::Tags, now.tags.join(u", "_s), (now.tags + next.tags).join(u", "_s)};
    if (row.state == RowState::New)
        row.state = row.changes.isEmpty() ? RowState::Same : RowState::Changed;
}

/// What the group gives anyway needs no value of the host's own.
void Planner::inherit(PlanRow &row)
{
    if (!row.canImport)
        return;
    const HostRecord *now = row.instance.isNull() ? nullptr : &m_present.hosts[m_placeOf[row.instance]].values;
    const QStringList path = row.values.group.value_or(now ? *now->group : QStringList());
    const GroupValues group = m_groups.value(pathKey(path));
    // A host that moves keeps its effective values, unless the file gives others.
    const bool moves = now && row.values.group && *row.values.group != *now->group;
    if (moves) {
        row.values.user = row.values.user.value_or(*now->user);
        row.values.port = row.values.port.value_or(now->port.value_or(22));
        row.values.environment = row.values.environment.value_or(*now->environment);
        row.values.jump = row.values.jump.value_or(now->jump.value_or(JumpTo{.isDirect = true}));
    }
    row.inheritsUser = row.values.user.value_or(group.user) == group.user;
    row.inheritsPort = row.values.port.value_or(group.port) == (group.port > 0 ? group.port : 22) || !row.values.port;
    row.inheritsEnvironment = row.values.environment.value_or(group.environment) == group.environment;
    row.inheritsJump = !row.values.jump || row.values.jump->name == group.jump.name;
}

void Planner::resolveJumps()
{
    for (PlanRow &row : m_plan.rows) {
        if (!row.canImport || !row.values.jump || row.values.jump->name.isEmpty())
            continue;
        const QString name = row.values.jump->name;
        row.jumpRow = m_rowByName.value(name, -1);
        if (row.jumpRow < 0 && !m_byName.contains(name))
            refuse(row, RowState::Error, Text::tr("The jump host “%1” is not in the file and not in My Space.").arg(shownPlain(name, 100)));
    }
}

void Planner::breakCircles()
{
    const auto next = [this](const QString &name) {
        const auto row = m_rowByName.constFind(name);
        if (row != m_rowByName.constEnd() && m_plan.rows[*row].values.jump)
            return m_plan.rows[*row].values.jump->name;
        const auto there = m_byName.constFind(name);
        return there == m_byName.constEnd() ? QString() : m_present.hosts[there->first()].values.jump.value_or(JumpTo()).name;
    };
    for (PlanRow &row : m_plan.rows) {
        if (!row.canImport || row.jumpRow < 0)
            continue;
        QString name = row.values.jump->name;
        int hops = 1;
        while (!name.isEmpty() && name != row.values.name && hops++ <= kLongestChain)
            name = next(name);
        if (!name.isEmpty())
            refuse(row, RowState::Error, Text::tr("The jump hosts go round in a circle, or there are more than %1.").arg(kLongestChain));
    }
}

/// Without its jump host a new host could not be reached: it falls with it.
void Planner::dropStranded()
{
    bool again = true;
    while (std::exchange(again, false)) {
        for (PlanRow &row : m_plan.rows) {
            if (!row.canImport || row.jumpRow < 0)
                continue;
            const PlanRow &jump = m_plan.rows[row.jumpRow];
            if (jump.canImport || !jump.instance.isNull())
                continue;
            refuse(row, RowState::Error, Text::tr("The jump host “%1” cannot be imported.").arg(shownPlain(row.values.jump->name, 100)));
            again = true;
        }
    }
}

/// A group that none of the hosts needs is not made.
void Planner::dropUnusedGroups()
{
    QSet<QString> used;
    for (const PlanRow &row : std::as_const(m_plan.rows)) {
        QStringList path = row.canImport ? row.values.group.value_or(QStringList()) : QStringList();
        for (; !path.isEmpty() && !used.contains(pathKey(path)); path.removeLast())
            used.insert(pathKey(path));
    }
    m_plan.newGroups.removeIf([&used](const GroupRecord &group) { return !used.contains(pathKey(group.path)); });
}

ImportPlan Planner::run(const std::function<bool()> &cancelled)
{
    indexPresent();
    addGroups();
    m_plan.problems += m_document.problems;
    m_plan.rows.reserve(m_document.hosts.size());
    for (qsizetype i = 0; i < m_document.hosts.size(); ++i) {
        if (i % 1000 == 0 && cancelled && cancelled())
            return {};
        PlanRow row{.values = m_document.hosts[i]};
        applyForAll(row.values);
        match(row);
        if (row.state != RowState::Error)
            findDuplicate(row, i);
        placeInGroup(row);
        compare(row);
        inherit(row);
        m_plan.rows += std::move(row);
    }
    resolveJumps();
    breakCircles();
    dropStranded();
    dropUnusedGroups();
    return std::move(m_plan);
}

} // namespace aiops::importing
