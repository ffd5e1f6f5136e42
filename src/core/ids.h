#pragma once

#include "core/error.h"

#include <QHashFunctions>
#include <QUuid>

#include <compare>
#include <cstring>

namespace aiops {

/// A new UUIDv7 (RFC 9562 §5.7): sorts by time of creation. Any thread.
QUuid newUuid();

/// An id that cannot be mixed up with one of another kind. Null until made or parsed.
template <typename Tag>
class Id final
{
public:
    Id() = default;
    explicit Id(const QUuid &uuid) : m_uuid(uuid) {}
    static Id create() { return Id(newUuid()); }
    /// Null for anything that is not a UUID.
    static Id parse(QAnyStringView text) { return Id(QUuid::fromString(text)); }

    bool isNull() const { return m_uuid.isNull(); }
    QUuid uuid() const { return m_uuid; }
    /// Lower case, with hyphens, without braces: the form in the database and in JSON.
    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }

    friend bool operator==(const Id &, const Id &) = default;
    /// The order of their texts, as SQLite sorts them.
    friend std::strong_ordering operator<=>(const Id &a, const Id &b) noexcept
    {
        const auto left = a.m_uuid.toBytes();
        const auto right = b.m_uuid.toBytes();
        return std::memcmp(&left, &right, sizeof left) <=> 0;
    }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

using OrganizationId = Id<struct OrganizationTag>;
using ProjectId = Id<struct ProjectTag>;
using InstanceId = Id<struct InstanceTag>;
using GroupId = Id<struct GroupTag>;     ///< a folder of instances
using ServiceId = Id<struct ServiceTag>; ///< something an instance listens with
using SavedViewId = Id<struct SavedViewTag>;
using LinkId = Id<struct LinkTag>; ///< an instance in a project
using CredentialId = Id<struct CredentialTag>;
using VaultId = Id<struct VaultTag>;
using HostKeyId = Id<struct HostKeyTag>;
using UserId = Id<struct UserTag>;
using DeviceId = Id<struct DeviceTag>;

} // namespace aiops
