#include "shots/world.h"

#include "inventory/inventory.h"
#include "ssh/client/knownhosts.h"

#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;
using inventory::Environment;
using inventory::Provider;

namespace {

struct Row
{
    const char *name;
    const char *address;
    Environment environment;
    Provider provider;
    const char *region;
    const char *project;
    const char *role;
};

constexpr auto kProd = Environment::Production;
constexpr auto kStage = Environment::Staging;
constexpr auto kDev = Environment::Development;

const Row kRows[] = {
    {"checkout-web-02", "10.20.1.42", kProd, Provider::Aws, "eu-west-1", "Checkout", "web"},
    {"checkout-db-primary", "10.20.1.10", kProd, Provider::Aws, "eu-west-1", "Checkout", "db"},
    {"checkout-db-replica", "10.20.2.10", kProd, Provider::Aws, "eu-west-1", "Checkout", "db"},
    {"checkout-cache-01", "10.20.1.61", kProd, Provider::Aws, "eu-west-1", "Checkout", "cache"},
    {"checkout-stage-01", "10.30.1.41", kStage, Provider::Aws, "eu-west-1", "Checkout", "web"},
    {"search-api-01", "10.44.0.11", kProd, Provider::Gcp, "europe-west4", "Search Platform", "api"},
    {"search-index-01", "10.44.0.31", kProd, Provider::Gcp, "europe-west4", "Search Platform", "index"},
    {"search-index-02", "10.44.0.32", kProd, Provider::Gcp, "europe-west4", "Search Platform", "index"},
    {"pipeline-kafka-01", "10.60.4.21", kProd, Provider::Azure, "northeurope", "Data Pipeline", "broker"},
    {"pipeline-etl-03", "10.60.4.53", kStage, Provider::Azure, "northeurope", "Data Pipeline", "worker"},
    {"wiki-01", "192.168.10.20", Environment::None, Provider::Ssh, "office", "Internal Tools", "web"},
    {"build-runner-04", "192.168.10.44", kDev, Provider::Ssh, "office", "Internal Tools", "ci"},
    {"edge-fra-01", "203.0.113.17", kProd, Provider::Oci, "eu-frankfurt-1", "Edge CDN", "edge"},
    {"edge-ams-01", "203.0.113.83", kProd, Provider::Oci, "eu-amsterdam-1", "Edge CDN", "edge"},
};

} // namespace

bool World::build()
{
    if (!server.start({}) || !stranger.start({}))
        return false;
    driver.setNetdataPort(netdata.serverPort());
    hostKey = server.hostKeyLine();
    return driver.open() && driver.addOrganization(u"Fernhill Ops"_s) && addProjects() && addInstances() && addCredentials() && trust();
}

bool World::addProjects()
{
    const std::pair<const char *, const char *> projects[] = {{"Checkout", "#10a37f"}, {"Search Platform", "#0568bc"},
                                                              {"Data Pipeline", "#927cf7"}, {"Internal Tools", "#c0652a"},
                                                              {"Edge CDN", "#a04a78"}};
    for (const auto &[name, color] : projects) {
        const auto id = driver.addProject(QString::fromLatin1(name), QString::fromLatin1(color));
        if (!id)
            return false;
        m_projects.insert(QString::fromLatin1(name), *id);
    }
    return true;
}

bool World::addInstances()
{
    const auto checkout = [this](const char *role) {
        return QList<inventory::Link>{{.project = m_projects.value(u"Checkout"_s), .role = QString::fromLatin1(role)}};
    };
    inventory::InstanceEdit values{.name = u"checkout-web-01"_s, .address = u"127.0.0.1"_s, .port = server.port(),
                                   .user = QString::fromLatin1(test::SshServer::user), .environment = kProd, .provider = Provider::Aws,
                                   .region = u"eu-west-1"_s, .tags = QStringList{u"critical"_s, u"tier=web"_s}};
    live = driver.addInstance(values, checkout("web")).value_or(InstanceId());
    values.name = u"checkout-web-03"_s;
    values.port = test::freePort();
    down = driver.addInstance(values, checkout("web")).value_or(InstanceId());
    values.name = u"checkout-web-04"_s;
    values.port = stranger.port();
    fresh = driver.addInstance(values, checkout("web")).value_or(InstanceId());
    for (const Row &row : kRows) {
        const QString role = QString::fromLatin1(row.role);
        const QList<inventory::Link> links{{.project = m_projects.value(QString::fromLatin1(row.project)), .role = role}};
        if (!driver.addInstance({.name = QString::fromLatin1(row.name), .address = QString::fromLatin1(row.address), .user = u"deploy"_s,
                                 .environment = row.environment, .provider = row.provider, .region = QString::fromLatin1(row.region),
                                 .tags = QStringList{u"tier="_s + role}}, links))
            return false;
    }
    return !live.isNull() && !down.isNull() && !fresh.isNull();
}

/// One of each kind in every state that the list knows.
bool World::addOtherKinds()
{
    auto &services = driver.program().services();
    const QDateTime now = services.clock->now();
    const auto add = [&](const QString &name, vault::Kind kind, const QByteArray &value, const QMap<QString, QString> &fields, int rotation,
                         const QDateTime &expires = {}) {
        const auto done = services.vault->add(*services.gatekeeper->request(team::Action::CredentialAdd),
                                              {.name = name, .kind = kind, .user = {}, .notes = {},
                                               .value = std::make_shared<const Secret>(Secret::copyOf(value)), .keyPassphrase = {},
                                               .fields = fields, .expiresAt = expires, .rotationDays = rotation});
        return QTest::qWaitFor([&done] { return done.isFinished(); }, 30000) && takeResult(done).has_value();
    };
    using vault::Kind;
    return add(u"pg-checkout-admin"_s, Kind::Database, "not a real one", {{u"host"_s, u"db.checkout.example"_s}, {u"port"_s, u"5432"_s}}, 9, now.addDays(9))
           && add(u"aws-fernhill-readonly"_s, Kind::AwsKey, "not/a/real/secret/access/key", {{u"access_key_id"_s, u"AKIAIOSFODNN7EXAMPLE"_s}, {u"region"_s, u"eu-west-1"_s}}, 18)
           && add(u"netdata-claim-token"_s, Kind::ApiToken, "not a real one", {{u"url"_s, u"https://app.netdata.cloud"_s}}, 44)
           && add(u"az-stage-contributor"_s, Kind::AzurePrincipal, "not a real one", {{u"tenant_id"_s, u"fernhill"_s}, {u"client_id"_s, u"c0ffee-stage"_s}}, 52, now.addDays(61))
           && add(u"ci-webhook-secret"_s, Kind::ApiToken, "not a real one", {}, 80, now.addDays(-1))
           && add(u"registry login"_s, Kind::Totp, "JBSWY3DPEHPK3PXPJBSWY3DP", {{u"issuer"_s, u"registry.example"_s}}, 0)
           && add(u"break-glass procedure"_s, Kind::Note, "not a real one", {}, 0);
}

bool World::addCredentials()
{
    if (!driver.createVault(kPassphrase))
        return false;
    const auto login = driver.addCredential(u"checkout login"_s, vault::Kind::Password, QString::fromLatin1(test::SshServer::user),
                                            test::SshServer::password);
    QFile key(server.addUserKey(u"ed25519"_s)), old(server.addUserKey(u"rsa"_s, 3072));
    if (!login || !key.open(QFile::ReadOnly) || !old.open(QFile::ReadOnly))
        return false;
    const auto deploy = driver.addCredential(u"deploy-key"_s, vault::Kind::SshKey, u"deploy"_s, key.readAll());
    const auto legacy = driver.addCredential(u"office-legacy"_s, vault::Kind::SshKey, u"admin"_s, old.readAll());
    if (!deploy || !legacy || !driver.addCredential(u"edge console"_s, vault::Kind::Password, u"opc"_s, "long enough"))
        return false;
    if (!addOtherKinds())
        return false;
    for (const InstanceId id : {live, down, fresh}) {
        if (!driver.attach(*login, id))
            return false;
    }
    return driver.attach(*deploy, live);
}

bool World::trust(bool replace)
{
    const QByteArray line = server.hostKeyLine();
    const ssh::HostKey key{line.split(' ').value(0), QByteArray::fromBase64(line.split(' ').value(1))};
    auto &known = *driver.program().services().knownHosts;
    return (replace ? known.replace(u"127.0.0.1"_s, server.port(), key) : known.trust(u"127.0.0.1"_s, server.port(), key)).has_value();
}

void World::forget()
{
    (void)driver.program().services().knownHosts->forget(u"127.0.0.1"_s, server.port());
}

} // namespace aiops::shots
