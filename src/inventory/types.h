#pragma once

#include "core/error.h"
#include "core/ids.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace aiops::inventory {

enum class Environment { None, Production, Staging, Development }; ///< "", "prod", "staging", "dev"
enum class Provider { Ssh, Aws, Gcp, Azure, Oci, Local };          ///< "ssh", "aws", "gcp", "az", "oci", "pc"

QString environmentName(Environment environment);
Result<Environment> parseEnvironment(QStringView text);
QString providerName(Provider provider);
Provider providerOf(QStringView name); ///< Ssh for a name that this version does not know

struct Organization
{
    OrganizationId id;
    QString name;
    QString slug; ///< unique
    QDateTime createdAt;
    QDateTime archivedAt; ///< invalid while active
};

struct Project
{
    ProjectId id;
    OrganizationId organization;
    QString name;
    QString slug;  ///< unique inside the organization
    QString color; ///< "#rrggbb"
    QString description;
    QDateTime createdAt;
    QDateTime archivedAt;
};

struct Instance
{
    InstanceId id;
    OrganizationId organization;
    QString name;
    QString address; ///< host name, IPv4 or IPv6 without brackets
    int port = 22;
    QString user;
    Environment environment = Environment::None;
    Provider provider = Provider::Ssh;
    QString region;
    QString notes;
    QStringList tags; ///< "tier=web", sorted
    QDateTime createdAt;
    QDateTime archivedAt;
};

/// An instance in a project, with the role that it has there.
struct Link
{
    LinkId id;
    ProjectId project;
    InstanceId instance;
    QString role; ///< free text: "web", "db"; may be empty
};

/// Values of this computer only (table local_instance): never in an outbox group.
struct LastSeen
{
    InstanceId instance;
    QDateTime at;
    int latencyMs = -1;
    QString state; ///< "reachable", "unreachable", "unknown"
};

} // namespace aiops::inventory
