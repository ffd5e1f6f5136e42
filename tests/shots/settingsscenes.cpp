#include "shots/settingsscenes.h"

#include "shots/steps.h"
#include "shots/vaultscenes.h"

#include "team/gatekeeper.h"
#include "vault/vaults.h"

#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

/// Another vault beside the personal one, whose key was changed.
bool severalVaults(World &world)
{
    auto &services = world.driver.program().services();
    if (!unlocked(world))
        return false;
    vault::Vaults vaults(*services.vault);
    if (vaults.find(u"Production"_s))
        return true;
    const auto made = vaults.add(*services.gatekeeper->request(team::Action::VaultAdd), {.name = u"Production"_s});
    if (!QTest::qWaitFor([&made] { return made.isFinished(); }, kPatience))
        return false;
    const auto rotated = vaults.rotateKey(*services.gatekeeper->request(team::Action::VaultRotateKey), vaults.all()->constFirst().id);
    return QTest::qWaitFor([&rotated] { return rotated.isFinished(); }, kPatience);
}

bool recoveryDialog(World &world, const QString &button, const QString &field)
{
    return unlocked(world) && settings(world, u"Vault"_s) && world.driver.click(button) && shown(world, field);
}

} // namespace

QList<Scenario> settingsScenes()
{
    return {{u"settings"_s, [](World &world) { return openPage(world, u"settings"_s); }},
            {u"settings-ssh"_s, [](World &world) { return settings(world, u"SSH"_s); }},
            {u"settings-vault"_s, [](World &world) { return settings(world, u"Vault"_s); }},
            {u"settings-vaults"_s, [](World &world) { return severalVaults(world) && settings(world, u"Vault"_s); }},
            {u"credentials-vaults"_s, [](World &world) { return severalVaults(world) && credentials(world); }},
            {u"settings-backup"_s, [](World &world) { return settings(world, u"Backup"_s); }},
            {u"recovery-make"_s, [](World &world) { return recoveryDialog(world, u"makeKitButton"_s, u"kitPathEdit"_s); }},
            {u"settings-audit"_s, [](World &world) { return settings(world, u"Audit"_s); }},
            {u"settings-command-line"_s, [](World &world) { return settings(world, u"Command line"_s); }}};
}

} // namespace aiops::shots
