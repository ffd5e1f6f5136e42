#include "core/clock.h"
#include "storage/database.h"
#include "team/gatekeeper.h"
#include "vault/hygiene.h"
#include "vault/vault.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

/// Straight from the pipe: nothing else in this process may hold a copy. Four digits say how long it is.
std::shared_ptr<const Secret> readSecret()
{
    char size[5] = {};
    if (::read(0, size, 4) != 4)
        return {};
    Secret secret = Secret::zeroed(std::atoi(size));
    qsizetype got = 0;
    while (got < secret.size()) {
        const auto n = ::read(0, secret.data() + got, std::size_t(secret.size() - got));
        if (n <= 0)
            return {};
        got += n;
    }
    return std::make_shared<const Secret>(std::move(secret));
}

void say(const char *word)
{
    std::puts(word);
    std::fflush(stdout);
    char answer = 0;
    (void)!::read(0, &answer, 1);
}

class NoSink final : public AuditSink
{
public:
    void append(AuditEntry) override {}
};

Future<void> use(Vault *vault, team::Gatekeeper *gatekeeper)
{
    const auto permit = [gatekeeper](team::Action action) { return std::move(*gatekeeper->request(action)); };
    const auto passphrase = readSecret();
    const Status created = co_await vault->create(permit(team::Action::VaultCreate), passphrase);
    NewCredential password{.name = u"p"_s, .kind = Kind::Password, .user = {}, .notes = {}, .value = readSecret(), .keyPassphrase = {}};
    const auto first = co_await vault->add(permit(team::Action::CredentialAdd), std::move(password));
    NewCredential key{.name = u"k"_s, .kind = Kind::SshKey, .user = {}, .notes = {}, .value = readSecret(), .keyPassphrase = {}};
    const auto second = co_await vault->add(permit(team::Action::CredentialAdd), std::move(key));
    vault->lock(permit(team::Action::VaultLock));
    const Status opened = co_await vault->unlock(permit(team::Action::VaultUnlock), passphrase);
    say(created && first && second && opened ? "open" : "failed");
    vault->lock(permit(team::Action::VaultLock));
    co_return Status();
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    QCoreApplication app(argc, argv);
    SystemClock clock;
    auto database = std::move(*storage::Database::open(QString::fromLocal8Bit(argv[1]), clock));
    database->setAuditHook([](QSqlDatabase &, const AuditEntry &) { return Status(); });
    team::Gatekeeper gatekeeper(clock, std::make_shared<NoSink>());
    Vault vault(*database, clock, KdfCost::floor());
    deliver(use(&vault, &gatekeeper), &app, [](const Status &) { QTimer::singleShot(0, qApp, &QCoreApplication::quit); });
    app.exec();
    say("locked");
    return 0;
}
