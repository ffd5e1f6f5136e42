#include "inventory/inheritance.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;

namespace {

/// Takes what `own` gives for everything that nobody nearer gave.
void take(Resolved &resolved, const Inheritable &own, GroupId from)
{
    if (resolved.user.value.isEmpty() && !own.user.isEmpty())
        resolved.user = {own.user, from};
    if (resolved.port.value == 0 && own.port != 0)
        resolved.port = {own.port, from};
    if (resolved.environment.value == Environment::None && own.environment != Environment::None)
        resolved.environment = {own.environment, from};
    if (resolved.credential.value.isNull() && !own.credential.isNull())
        resolved.credential = {own.credential, from};
    if (resolved.jump.value.kind == Jump::Inherit && own.jump.kind != Jump::Inherit)
        resolved.jump = {own.jump, from};
    if (resolved.proxy.value.isEmpty() && !own.proxy.isEmpty()) {
        resolved.proxy = {own.proxy, from};
        resolved.proxyCredential = own.proxyCredential;
    }
}

} // namespace

Inheritance::Inheritance(const QList<Group> &groups)
{
    m_groups.reserve(groups.size());
    for (const Group &group : groups)
        m_groups.insert(group.id, group);
}

const Group *Inheritance::group(GroupId id) const
{
    const auto found = m_groups.constFind(id);
    return found == m_groups.cend() ? nullptr : &*found;
}

QList<GroupId> Inheritance::pathOf(GroupId id) const
{
    QList<GroupId> path;
    for (const Group *step = group(id); step && !path.contains(step->id); step = group(step->parent))
        path.prepend(step->id);
    return path;
}

QString Inheritance::pathText(GroupId id) const
{
    QStringList names;
    for (const GroupId &step : pathOf(id))
        names.append(group(step)->name);
    return names.join(u'/');
}

bool Inheritance::isBelow(GroupId id, GroupId ancestor) const
{
    return pathOf(id).contains(ancestor);
}

Resolved Inheritance::resolve(const Inheritable &own, GroupId groupId) const
{
    Resolved resolved{.port = {}, .jump = {}};
    take(resolved, own, {});
    const QList<GroupId> path = pathOf(groupId);
    for (auto step = path.crbegin(); step != path.crend(); ++step)
        take(resolved, group(*step)->own, *step);
    if (resolved.port.value == 0)
        resolved.port.value = 22;
    if (resolved.jump.value.kind == Jump::Inherit)
        resolved.jump.value.kind = Jump::Direct;
    return resolved;
}

void Inheritance::apply(Instance &instance) const
{
    const Resolved resolved = resolve(instance.own, instance.group);
    instance.user = resolved.user.value;
    instance.port = resolved.port.value;
    instance.environment = resolved.environment.value;
    instance.jump = resolved.jump.value;
    instance.groupCredential = resolved.credential.value;
    instance.proxy = resolved.proxy.value == "none"_L1 ? QString() : resolved.proxy.value;
    instance.proxyCredential = resolved.proxyCredential;
    // A machine is not reached through itself, even when its whole group is.
    if (instance.jump.through == instance.id)
        instance.jump = {Jump::Direct, {}};
}

} // namespace aiops::inventory
