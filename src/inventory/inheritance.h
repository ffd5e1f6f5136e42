#pragma once

#include "inventory/types.h"

#include <QHash>

namespace aiops::inventory {

/// A value that counts, and the group that gives it: null when it is the object's own, or nobody's.
template <typename T>
struct Inherited
{
    T value{};
    GroupId from;
    friend bool operator==(const Inherited &, const Inherited &) = default;
};

struct Resolved
{
    Inherited<QString> user;
    Inherited<int> port{22, {}};
    Inherited<Environment> environment;
    Inherited<CredentialId> credential;
    Inherited<Jump> jump{{Jump::Direct, {}}, {}};
    Inherited<QString> proxy;
    CredentialId proxyCredential;
};

/// What groups hand down. Groups that another device made each other's parents end the walk instead of hanging it.
class Inheritance final
{
public:
    explicit Inheritance(const QList<Group> &groups);

    /// The values that count for an object with `own` values inside `group`.
    Resolved resolve(const Inheritable &own, GroupId group) const;
    void apply(Instance &instance) const; ///< sets user, port, environment, jump, proxy and groupCredential
    const Group *group(GroupId id) const;
    QList<GroupId> pathOf(GroupId id) const;  ///< from the top to `id`; empty for an unknown one
    QString pathText(GroupId id) const;       ///< "Web tier/Frankfurt"
    bool isBelow(GroupId id, GroupId ancestor) const; ///< also the same
    bool isEmpty() const { return m_groups.isEmpty(); }

private:
    QHash<GroupId, Group> m_groups;
};

} // namespace aiops::inventory
