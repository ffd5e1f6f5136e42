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

/// How an instance is reached: as its group says, directly, or through another instance.
struct Jump
{
    enum Kind { Inherit, Direct, Through } kind = Inherit;
    InstanceId through; ///< for Through
    friend bool operator==(const Jump &, const Jump &) = default;
};

QString jumpText(const Jump &jump); ///< "", "direct" or the id, as it is stored
Jump parseJump(QStringView text);

/// Own values of a group or an instance. Empty user, port 0, Environment::None, null credential, Jump::Inherit and an empty
/// proxy mean: as the group above says.
struct Inheritable
{
    QString user;
    int port = 0;
    Environment environment = Environment::None;
    CredentialId credential; ///< for signing in; groups only, an instance has attachments
    Jump jump;
    QString proxy = {};                ///< as core's ProxyAddress is written, or "none"
    CredentialId proxyCredential = {}; ///< of the proxy; belongs to `proxy`
    friend bool operator==(const Inheritable &, const Inheritable &) = default;
};

struct Group
{
    GroupId id;
    OrganizationId organization;
    GroupId parent; ///< null: at the top
    QString name;   ///< unique among its siblings, case-insensitive
    Inheritable own;
    QDateTime createdAt;
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
    QString notes; ///< Markdown
};

/// user, port, environment, jump and groupCredential are what counts; `own` is what was given here and not by a group.
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
    GroupId group; ///< null: in none
    Inheritable own;
    Jump jump;                    ///< Direct or Through
    CredentialId groupCredential; ///< of the nearest group that has one; attachments come first
    QString proxy = {};                ///< that counts where it is dialled from this computer; empty: none
    CredentialId proxyCredential = {};
    bool oldAlgorithms = false; ///< offered to this host, though they are not safe

    /// The instance in front of it; null: it is dialled directly.
    InstanceId reachedThrough() const { return jump.kind == Jump::Through ? jump.through : InstanceId(); }
};

/// Something an instance listens with, beside SSH.
struct Service
{
    ServiceId id;
    InstanceId instance;
    QString kind; ///< "ssh", "netdata", "http", "https", "postgres", "custom"
    QString name;
    int port = 0;
    QString path; ///< of a web page: "/admin"
    CredentialId credential;
};

struct SavedView
{
    SavedViewId id;
    OrganizationId organization;
    QString name;  ///< unique in the organization, case-insensitive
    QString query; ///< JSON text; its meaning is the page's business
};

/// Marks of this computer only (table local_instance): never in an outbox group.
struct Marks
{
    bool favorite = false;
    QDateTime openedAt;
    QString keyFile; ///< a private key on this disk, from an imported configuration
    enum Agent { AsSet, Never, Always } agent = AsSet; ///< whether the keys of the SSH agent are offered to it
    bool debugLog = false; ///< what happens at its connections is written down
};

/// Where a note was found.
struct NoteHit
{
    enum Kind { OfInstance, OfProject } kind = OfInstance;
    QUuid id;
    QString name;
    QString excerpt; ///< the line with the text
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
