// vault-worker DATABASE WHAT [FILE]: does one thing with a vault over and over and says so each time. For tst_killedvault.
#include "vault/vaulthome.h"
#include "vault/vaultimport.h"
#include "vault/vaults.h"

#include <QCoreApplication>

#include <cstdio>

using namespace aiops;
using namespace aiops::vault;
using team::Action;

namespace {

const QByteArray kOther = "grove magnet sixty lantern";

struct Desk
{
    SystemClock clock;
    team::Gatekeeper gatekeeper{clock, std::make_shared<NoSink>()};
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<Vault> vault;

    Permit permit(Action action) { return std::move(*gatekeeper.request(action)); }
};

Status rotateKeys(Desk &desk, int round)
{
    const auto all = Vaults(*desk.vault).all();
    const auto done = finished(Vaults(*desk.vault).rotateKey(desk.permit(Action::VaultRotateKey), all->at(round % all->size()).id));
    return done ? Status() : std::unexpected(done.error());
}

Status sealAgain(Desk &desk)
{
    const auto all = Vaults(*desk.vault).all();
    const auto rotated = finished(Vaults(*desk.vault).rotateKey(desk.permit(Action::VaultRotateKey), all->constFirst().id));
    if (!rotated)
        return std::unexpected(rotated.error());
    std::puts("done");
    std::fflush(stdout);
    const auto done = finished(Vaults(*desk.vault).reseal(desk.permit(Action::VaultReseal), rotated->id));
    return done ? Status() : std::unexpected(done.error());
}

Status changePassphrase(Desk &desk, int round)
{
    const QByteArray from = round % 2 == 0 ? kPassphrase : kOther, to = round % 2 == 0 ? kOther : kPassphrase;
    return finished(desk.vault->changePassphrase(desk.permit(Action::VaultPassphrase), secret(from), secret(to)));
}

Status importFile(Desk &desk, const QString &path)
{
    const auto preview = finished(VaultImport(*desk.vault).stage({.path = path, .passphrase = secret(kPassphrase)}));
    if (!preview)
        return std::unexpected(preview.error());
    const auto decisions = decide(*preview, ImportChoice::KeepBoth, *desk.vault->credentials());
    const auto done = finished(VaultImport(*desk.vault).import(desk.permit(Action::VaultImport), *preview, decisions));
    return done ? Status() : std::unexpected(done.error());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    Desk desk;
    desk.database = std::move(*storage::Database::open(arguments.value(1), desk.clock));
    desk.database->setAuditHook([](QSqlDatabase &, const AuditEntry &) { return Status(); });
    desk.vault = std::make_unique<Vault>(*desk.database, desk.clock, KdfCost::floor());
    Status done = finished(desk.vault->unlock(desk.permit(Action::VaultUnlock), secret(kPassphrase)));
    for (int round = 0; done; ++round) {
        std::puts("done");
        std::fflush(stdout);
        const QString what = arguments.value(2);
        done = what == u"rotate" ? rotateKeys(desk, round) : what == u"reseal" ? sealAgain(desk) : what == u"passphrase" ? changePassphrase(desk, round) : importFile(desk, arguments.value(3));
    }
    std::fprintf(stderr, "%s %s\n", qPrintable(done.error().text), qPrintable(done.error().detail));
    return 1;
}
