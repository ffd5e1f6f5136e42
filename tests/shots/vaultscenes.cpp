#include "shots/vaultscenes.h"

#include "shots/rotationscenes.h"
#include "shots/steps.h"

#include "shell/mainwindow.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"
#include "vault/vaultexport.h"
#include "vault/vaults.h"

#include <QComboBox>
#include <QFile>
#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

bool hostKeys(World &world)
{
    if (!vaultTab(world, u"Host keys"_s))
        return false;
    return shown(world, u"hostKeyTable"_s) && selectRow(world, u"hostKeyTable"_s, u"ED25519"_s);
}

bool attach(World &world)
{
    return openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"office-legacy"_s) && world.driver.click(u"attachButton"_s)
           && shown(world, u"purposeCombo"_s);
}

bool removeCredential(World &world)
{
    return openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"office-legacy"_s) && world.driver.click(u"removeButton"_s)
           && seen(world, u"Remove office-legacy"_s);
}

bool exportVault(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && world.driver.click(u"exportVaultButton"_s) && shown(world, u"filePassphraseEdit"_s)
           && world.driver.click(u"makePassphraseButton"_s);
}

template <typename T>
std::optional<T> waitedFor(Future<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, kPatience);
    auto result = takeResult(future);
    return result ? std::optional<T>(*std::move(result)) : std::nullopt;
}

/// What was exported, changed here since: one credential is the same, one is in conflict, one is new, in a vault that is not here.
bool importVault(World &world)
{
    const QString path = world.driver.folder() + u"/team.aiopsvault"_s;
    auto &services = world.driver.program().services();
    const auto passphrase = std::make_shared<const Secret>(Secret::copyOf("copper window seventeen lazy otters"));
    if (!unlocked(world) || !openPage(world, u"vault"_s))
        return false;
    if (!QFile::exists(path)) {
        services.gatekeeper->confirmed(team::Action::VaultExport);
        if (!world.driver.addCredential(u"backup target"_s, vault::Kind::Password, u"backup"_s, "long enough"))
            return false;
        vault::Vaults vaults(*services.vault);
        const auto shared = waitedFor(vaults.add(*services.gatekeeper->request(team::Action::VaultAdd), {.name = u"Shared"_s}));
        if (!shared || !waitedFor(services.vault->edit(*services.gatekeeper->request(team::Action::CredentialEdit), services.vault->find(u"backup target"_s)->id, {.vault = shared->id})))
            return false;
        const auto written = vault::VaultExport(*services.vault).exportTo(*services.gatekeeper->request(team::Action::VaultExport),
                                                                          {.path = path, .credentials = {}, .passphrase = passphrase});
        const auto remove = [&](const QString &name) {
            const auto gone = services.vault->remove(*services.gatekeeper->request(team::Action::CredentialRemove), services.vault->find(name)->id);
            return QTest::qWaitFor([&] { return gone.isFinished(); }, kPatience);
        };
        if (!QTest::qWaitFor([&] { return written.isFinished(); }, kPatience) || !remove(u"backup target"_s) || !remove(u"edge console"_s)
            || !world.driver.addCredential(u"edge console"_s, vault::Kind::Password, u"opc"_s, "another one"))
            return false;
        const auto gone = vaults.remove(*services.gatekeeper->request(team::Action::VaultRemove), shared->id);
        if (!QTest::qWaitFor([&gone] { return gone.isFinished(); }, kPatience))
            return false;
    }
    return world.driver.click(u"importVaultButton"_s) && shown(world, u"importPathEdit"_s) && world.driver.type(u"importPathEdit"_s, path)
           && world.driver.type(u"filePassphraseEdit"_s, QString::fromUtf8(passphrase->reveal())) && world.driver.click(u"readFileButton"_s)
           && shown(world, u"importTable"_s);
}

bool importForeign(World &world, const QString &file)
{
    if (!unlocked(world) || !openPage(world, u"vault"_s) || !world.driver.click(u"importVaultButton"_s) || !shown(world, u"importPathEdit"_s))
        return false;
    return world.driver.type(u"importPathEdit"_s, QStringLiteral(AIOPS_TEST_DATA "/credentials/") + file) && world.driver.click(u"readFileButton"_s)
           && shown(world, u"importTable"_s);
}

bool credentialElsewhere(World &world)
{
    if (!unlocked(world) || !openPage(world, u"vault"_s) || !world.driver.click(u"newCredentialButton"_s) || !world.driver.type(u"nameEdit"_s, u"checkout-db"_s))
        return false;
    auto *kind = qobject_cast<QComboBox *>(world.driver.find(u"kindCombo"_s));
    if (!kind)
        return false;
    kind->setCurrentIndex(kind->findData(int(vault::Kind::Password)));
    auto *source = qobject_cast<QComboBox *>(world.driver.find(u"keptInCombo"_s)); // not for every kind
    if (!source)
        return false;
    source->setCurrentIndex(source->findData(u"op"_s));
    return world.driver.type(u"referenceEdit"_s, u"op://Servers/checkout-db/password"_s);
}

bool lockScreen(World &world)
{
    auto &services = world.driver.program().services();
    services.vault->lock(*services.gatekeeper->request(team::Action::VaultLock));
    openPage(world, u"vault"_s);
    return shown(world, u"lockUnlockButton"_s);
}

bool confirm(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"pg-checkout-admin"_s)
           && world.driver.click(u"revealButton"_s) && shown(world, u"confirmButton"_s);
}

bool revealed(World &world)
{
    return confirm(world) && world.driver.type(u"passphraseEdit"_s, QString::fromLatin1(kPassphrase)) && world.driver.click(u"confirmButton"_s)
           && shown(world, u"revealedValue"_s);
}

bool seedShown(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"registry login"_s)
           && world.driver.click(u"showSeedButton"_s) && world.driver.type(u"passphraseEdit"_s, QString::fromLatin1(kPassphrase))
           && world.driver.click(u"confirmButton"_s) && shown(world, u"revealedValue"_s);
}

bool codeShown(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"registry login"_s)
           && world.driver.click(u"showCodeButton"_s) && shown(world, u"revealedValue"_s);
}

bool secondFactor(World &world)
{
    if (!unlocked(world) || !settings(world, u"Vault"_s))
        return false;
    auto *box = qobject_cast<QAbstractButton *>(world.driver.find(u"secondFactorCheck"_s));
    if (!box)
        return false;
    box->click(); // its middle is beside its words
    return shown(world, u"turnOnButton"_s);
}

bool editCredential(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"aws-fernhill-readonly"_s)
           && world.driver.click(u"editButton"_s) && shown(world, u"saveButton"_s);
}

bool exportKey(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"deploy-key"_s)
           && world.driver.click(u"exportKeyButton"_s) && shown(world, u"pathEdit"_s);
}

bool newCredential(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && world.driver.click(u"newCredentialButton"_s)
           && world.driver.type(u"nameEdit"_s, u"deploy-key-2027"_s);
}

} // namespace

bool credentials(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"deploy-key"_s);
}

bool createVault(World &world)
{
    return world.driver.open() && openPage(world, u"vault"_s) && world.driver.click(u"newCredentialButton"_s) && shown(world, u"repeatEdit"_s)
           && world.driver.type(u"passphraseEdit"_s, u"river lamp orbit"_s);
}

bool unlock(World &world)
{
    auto &services = world.driver.program().services();
    services.vault->lock(*services.gatekeeper->request(team::Action::VaultLock));
    openPage(world, u"vault"_s);
    return world.driver.click(u"showListButton"_s) && world.driver.click(u"unlockVaultButton"_s) && shown(world, u"unlockButton"_s);
}

bool wrongPassphrase(World &world)
{
    return shown(world, u"unlockButton"_s) && world.driver.type(u"passphraseEdit"_s, u"river lamp"_s) && world.driver.click(u"unlockButton"_s)
           && seen(world, u"wrong"_s);
}

QList<Scenario> vaultScenes()
{
    return QList<Scenario>{{u"credentials"_s, credentials}} + rotationScenes()
           + QList<Scenario>{{u"vault-locked"_s, lockScreen},
                             {u"vault-confirm"_s, confirm},
                             {u"vault-revealed"_s, revealed},
                             {u"vault-seed"_s, seedShown},
                             {u"vault-code"_s, codeShown},
                             {u"second-factor"_s, secondFactor},
                             {u"edit-credential"_s, editCredential},
                             {u"export-key"_s, exportKey},
                             {u"new-credential"_s, newCredential},
                             {u"export-vault"_s, exportVault},
                             {u"import-vault"_s, importVault},
                             {u"import-bitwarden"_s, [](World &world) { return importForeign(world, u"bitwarden/good.json"_s); }},
                             {u"import-problems"_s, [](World &world) { return importForeign(world, u"csv/hostile-names.csv"_s); }},
                             {u"new-credential-elsewhere"_s, credentialElsewhere},
                             {u"attach-credential"_s, attach},
                             {u"remove-credential"_s, removeCredential},
                             {u"host-keys"_s, hostKeys}};
}

} // namespace aiops::shots
