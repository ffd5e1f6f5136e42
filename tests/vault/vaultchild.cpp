#include "core/clock.h"
#include "storage/database.h"
#include "team/gatekeeper.h"
#include "vault/hygiene.h"
#include "vault/kinds.h"
#include "vault/vault.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
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

QString readText()
{
    const auto text = readSecret();
    return text ? QString::fromUtf8(text->reveal()) : QString();
}

NewCredential readCredential()
{
    const QString kind = readText();
    QMap<QString, QString> fields; // nothing of them is a secret
    const QJsonObject object = QJsonDocument::fromJson(readText().toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        fields.insert(it.key(), it->toString());
    return {.name = kind, .kind = parseKind(kind).value_or(Kind::Note), .user = u"ann"_s, .notes = {}, .value = readSecret(), .keyPassphrase = {}, .fields = fields};
}

/// Everything that decrypts it: details, the value, the file of a key, the code of the moment.
Future<void> look(Vault *vault, team::Gatekeeper *gatekeeper, CredentialInfo info)
{
    const auto permit = [gatekeeper](team::Action action) { return std::move(*gatekeeper->request(action)); };
    const auto details = co_await vault->details(permit(team::Action::CredentialUse), info.id);
    if (!details)
        co_return std::unexpected(details.error());
    if (info.kind == Kind::Totp) {
        const auto code = co_await vault->code(permit(team::Action::CredentialUse), info.id);
        const auto address = co_await vault->seedAddress(permit(team::Action::CredentialReveal), info.id);
        co_return code && address ? Status() : Status(std::unexpected(Error{}));
    }
    if (specOf(info.kind).form == ValueForm::PrivateKey) {
        const auto file = co_await vault->exportKey(permit(team::Action::CredentialExport), info.id, nullptr);
        co_return file ? Status() : Status(std::unexpected(file.error()));
    }
    const auto value = co_await vault->reveal(permit(team::Action::CredentialReveal), info.id);
    co_return value ? Status() : Status(std::unexpected(value.error()));
}

Future<void> use(Vault *vault, team::Gatekeeper *gatekeeper)
{
    const auto permit = [gatekeeper](team::Action action) { return std::move(*gatekeeper->request(action)); };
    const auto passphrase = readSecret();
    const Status created = co_await vault->create(permit(team::Action::VaultCreate), passphrase);
    QString problem = created ? QString() : created.error().text;
    QSet<Kind> kept;
    for (int left = readText().toInt(); left > 0; --left) {
        const auto added = co_await vault->add(permit(team::Action::CredentialAdd), readCredential());
        if (!added)
            problem += added.error().text;
        else
            kept.insert(added->kind);
    }
    if (kept.size() != qsizetype(kinds().size()))
        problem += u"not every kind was added"_s;
    vault->lock(permit(team::Action::VaultLock));
    const Status opened = co_await vault->unlock(permit(team::Action::VaultUnlock), passphrase);
    const auto all = vault->credentials();
    for (const CredentialInfo &info : all.value_or(QList<CredentialInfo>())) {
        const Status looked = co_await look(vault, gatekeeper, info);
        if (!looked)
            problem += info.name + u": "_s + looked.error().text;
    }
    say(opened && problem.isEmpty() ? "open" : qPrintable(u"failed: "_s + problem));
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
