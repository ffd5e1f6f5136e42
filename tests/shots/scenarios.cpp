#include "shots/scenarios.h"

#include "shots/auditscenes.h"
#include "shots/execscenes.h"
#include "shots/formscenes.h"
#include "shots/spacescenes.h"

#include "features/forwards/forwards.h"
#include "features/forwards/forwardspec.h"
#include "inventory/inventory.h"
#include "shell/actiontable.h"
#include "shell/mainwindow.h"
#include "ssh/client/pool.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"
#include "vault/vaultexport.h"
#include "vault/vaults.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFile>
#include <QTabBar>
#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000;

bool seen(World &world, const QString &text)
{
    return QTest::qWaitFor([&] { return world.driver.sees(text); }, kPatience);
}

bool shown(World &world, const QString &name)
{
    return QTest::qWaitFor([&] { return world.driver.find(name) != nullptr; }, kPatience);
}

bool openPage(World &world, const QString &page, InstanceId id = {})
{
    world.driver.window().open(page, id.isNull() ? QString() : id.toString());
    if (auto *tabs = page == u"vault" ? qobject_cast<QTabBar *>(world.driver.find(u"vaultTabs"_s)) : nullptr)
        tabs->setCurrentIndex(0); // the scenario before may have left another one
    return true;
}

bool select(World &world, const QString &view, const QString &text)
{
    auto *list = qobject_cast<QAbstractItemView *>(world.driver.find(view));
    if (!list)
        return false;
    const auto found = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchExactly);
    list->setCurrentIndex(found.isEmpty() ? list->model()->index(0, 0) : found.first());
    return true;
}

bool mySpace(World &world)
{
    return openPage(world, u"myspace"_s) && select(world, u"instanceList"_s, u"checkout-web-01"_s);
}

bool manyInstances(World &world)
{
    if (!world.driver.open() || !world.driver.addOrganization(u"Fernhill Ops"_s))
        return false;
    auto &services = world.driver.program().services();
    inventory::Batch batch{.organization = services.inventory->currentOrganization()};
    for (int i = 0; i < 10'000; ++i)
        batch.changes.append({.values = {.name = u"node-%1"_s.arg(i, 5, 10, QChar(u'0')),
                                         .address = u"10.%1.%2.%3"_s.arg(i >> 14).arg(i >> 7 & 127).arg(i & 127), .user = u"deploy"_s}});
    const auto adding = services.inventory->apply(*services.gatekeeper->request(team::Action::InstanceImport), batch);
    return QTest::qWaitFor([&] { return adding.isFinished(); }, 120'000) && openPage(world, u"myspace"_s)
           && QTest::qWaitFor([&] {
                  auto *list = qobject_cast<QAbstractItemView *>(world.driver.find(u"instanceTable"_s));
                  return list && list->model()->rowCount() == 10'000;
              }, 60'000);
}

bool emptySpace(World &world)
{
    return world.driver.open() && openPage(world, u"myspace"_s);
}

bool firstRun(World &world)
{
    return world.driver.open() && openPage(world, u"myspace"_s) && shown(world, u"cpuTile"_s) && (QTest::qWait(20'000), true);
}

bool thisComputer(World &world)
{
    world.driver.window().open(u"myspace"_s, u"this-computer"_s);
    return shown(world, u"cpuChart"_s) && (QTest::qWait(8'000), true);
}

bool localTerminal(World &world)
{
    world.driver.program().navigator().run(u"terminal.local"_s);
    QTest::qWait(1500);
    QWidget *target = QApplication::focusWidget();
    if (!target)
        return false;
    for (const char *line : {"PS1='$ '; cd /usr; clear", "ls --color=always", "uptime"}) {
        QTest::keyClicks(target, QString::fromUtf8(line));
        QTest::keyClick(target, Qt::Key_Return);
        QTest::qWait(400);
    }
    return true;
}

bool overview(World &world)
{
    openPage(world, u"instance"_s, world.live);
    return QTest::qWaitFor([&] { return world.driver.find(u"cpuChart"_s) != nullptr; }, kPatience) && (QTest::qWait(3500), true);
}

bool state(World &world, InstanceId id, const QString &words)
{
    openPage(world, u"instance"_s, id);
    return seen(world, words);
}

bool lockedState(World &world)
{
    auto &services = world.driver.program().services();
    services.pool->closeAll();
    services.vault->lock(*services.gatekeeper->request(team::Action::VaultLock));
    openPage(world, u"myspace"_s);
    openPage(world, u"instance"_s, world.live);
    return seen(world, u"Unlock"_s);
}

bool unlocked(World &world)
{
    return world.driver.program().services().vault->state().value == vault::LockState::Unlocked || world.driver.unlockVault(kPassphrase);
}

bool noAgent(World &world)
{
    world.netdata.close();
    auto &services = world.driver.program().services();
    services.pool->closeAll();
    openPage(world, u"instance"_s, world.down);
    openPage(world, u"instance"_s, world.live);
    return seen(world, u"No Netdata on this host"_s);
}

QString projectId(World &world, const QString &name)
{
    auto &inventory = *world.driver.program().services().inventory;
    const auto found = inventory.findProject(inventory.currentOrganization(), name);
    return found ? found->id.toString() : QString();
}

/// One host reports, the others are silent.
bool project(World &world)
{
    if (!overview(world))
        return false;
    QTest::qWait(12'000); // a few samples
    world.driver.window().open(u"project"_s, projectId(world, u"Checkout"_s));
    return seen(world, u"over 1 of"_s);
}

bool projectWithout(World &world)
{
    const auto made = world.driver.addProject(u"Payments"_s, u"#c58801"_s);
    if (!made)
        return false;
    world.driver.window().open(u"project"_s, made->toString());
    return seen(world, u"has no instances yet"_s);
}

const QString kRunbook = u"# When checkout is slow\n\n1. Look at the **queue** first: `redis-cli llen orders`\n2. Drain one node, then restart it\n"
                         "   - `systemctl restart checkout-api`\n   - wait for *ready* in the log\n\n> The replica lags behind after each deploy. "
                         "That is known.\n\n| Who | When |\n|---|---|\n| payments team | always |\n| database on call | writes fail |\n\n"
                         "More in the [runbook](https://wiki.example.com/checkout).\n"_s;

bool instanceNotes(World &world)
{
    auto &services = world.driver.program().services();
    const auto saved = services.inventory->editInstance(*services.gatekeeper->request(team::Action::InstanceEdit), world.live, {.notes = kRunbook});
    if (!QTest::qWaitFor([&] { return saved.isFinished(); }, kPatience))
        return false;
    world.driver.window().open(u"instance"_s, world.live.toString() + u"/notes"_s);
    return shown(world, u"editNotesButton"_s);
}

bool editingNotes(World &world)
{
    return instanceNotes(world) && world.driver.click(u"editNotesButton"_s) && shown(world, u"notesPreview"_s);
}

bool projectNotes(World &world)
{
    world.driver.window().open(u"project"_s, projectId(world, u"Checkout"_s) + u"/notes"_s);
    return seen(world, u"No notes yet"_s);
}

bool services(World &world)
{
    auto &s = world.driver.program().services();
    const QList<inventory::Service> list{
        {.id = {}, .instance = world.live, .kind = u"netdata"_s, .name = u"Netdata"_s, .port = world.netdata.serverPort(), .path = {}, .credential = {}},
        {.id = {}, .instance = world.live, .kind = u"http"_s, .name = u"Admin"_s, .port = 8080, .path = u"/admin/login?next=orders"_s, .credential = {}},
        {.id = {}, .instance = world.live, .kind = u"postgres"_s, .name = u"orders"_s, .port = 5432, .path = {}, .credential = {}},
        {.id = {}, .instance = world.live, .kind = u"ssh"_s, .name = u"SSH"_s, .port = 22, .path = {}, .credential = {}}};
    if (s.inventory->services(world.live)->isEmpty()) {
        for (const inventory::Service &service : list) {
            const auto saved = s.inventory->saveService(*s.gatekeeper->request(team::Action::ServiceEdit), service);
            if (!QTest::qWaitFor([&] { return saved.isFinished(); }, kPatience))
                return false;
        }
    }
    world.driver.window().open(u"instance"_s, world.live.toString() + u"/services"_s);
    return unlocked(world) && shown(world, u"serviceTable"_s) && select(world, u"serviceTable"_s, u"orders"_s) && world.driver.click(u"openServiceButton"_s)
           && shown(world, u"closeTunnelButton"_s);
}

bool noServices(World &world)
{
    world.driver.window().open(u"instance"_s, world.down.toString() + u"/services"_s);
    return seen(world, u"No services yet"_s);
}

bool addService(World &world)
{
    return noServices(world) && world.driver.click(u"addServiceButton"_s) && shown(world, u"kindCombo"_s);
}

bool reachability(World &world)
{
    world.driver.window().open(u"settings"_s, u"reachability"_s);
    return shown(world, u"probingEnabledCheck"_s);
}

bool terminals(World &world)
{
    world.driver.window().open(u"terminals"_s, world.live.toString());
    QTest::qWait(2500);
    QWidget *target = QApplication::focusWidget();
    if (!target)
        return false;
    const char *const lines[] = {
        R"(PS1='\[\e[32m\]tester@checkout-web-01\[\e[0m\]:\[\e[34m\]\w\[\e[0m\]\$ '; cd /usr; clear)",
        "ls --color=always",
        R"(for s in nginx checkout-api checkout-worker redis; do printf '\e[32m\342\227\217\e[0m %-18s \e[2mactive (running)\e[0m\n' $s; done)",
        R"(printf '\e[33m\342\227\217\e[0m %-18s \e[33mrestarting\e[0m, 3 times in 10 min\n' checkout-mail)",
        R"(for i in 0 1 2 3 4 5 6 7; do printf "\e[4${i}m  $i  \e[10${i}m  $((i+8))  "; done; printf '\e[0m\n')",
        "echo ready",
    };
    for (const char *line : lines) {
        QTest::keyClicks(target, QString::fromUtf8(line));
        QTest::keyClick(target, Qt::Key_Return);
        QTest::qWait(250);
    }
    QTest::qWait(600);
    return true;
}

bool forwards(World &world)
{
    using forwards::Kind;
    auto &s = world.driver.program().services();
    const QList<std::tuple<Kind, QString, InstanceId>> list{{Kind::Local, u"15433:db-replica:5432"_s, world.live},
                                                            {Kind::Local, u"19090:127.0.0.1:9090"_s, world.live},
                                                            {Kind::Dynamic, u"11080"_s, world.live},
                                                            {Kind::Remote, u"9000:127.0.0.1:3000"_s, world.down}};
    if (!unlocked(world))
        return false;
    for (const auto &[kind, spec, instance] : s.forwards->list()->isEmpty() ? list : decltype(list)()) {
        auto forward = forwards::parseSpec(kind, spec);
        forward->instance = instance;
        const auto saved = s.forwards->save(*s.gatekeeper->request(team::Action::ForwardEdit), *forward);
        if (!QTest::qWaitFor([&] { return saved.isFinished(); }, kPatience))
            return false;
    }
    world.driver.window().open(u"terminals"_s);
    const auto stored = *s.forwards->list();
    for (const auto &forward : stored) {
        if (forward.listen.port == 15433 || forward.listen.port == 11080 || forward.kind == Kind::Remote)
            s.forwards->start(forward.id, nullptr);
    }
    return shown(world, u"forwardList"_s)
           && QTest::qWaitFor([&] {
                  return std::ranges::all_of(*s.forwards->list(), [&](const auto &forward) {
                      return s.forwards->condition(forward.id).state != forwards::State::Connecting;
                  });
              }, kPatience)
           && select(world, u"forwardList"_s, u"15433 to db-replica:5432"_s);
}

bool editForward(World &world)
{
    if (!forwards(world))
        return false;
    world.driver.find(u"forwardList"_s)->setFocus();
    world.driver.press(Qt::Key_F2);
    return shown(world, u"listenEdit"_s);
}

bool addForward(World &world)
{
    world.driver.window().open(u"terminals"_s);
    world.driver.program().navigator().run(u"forward.add"_s, world.live.toString());
    return shown(world, u"listenEdit"_s) && world.driver.type(u"listenEdit"_s, u"15432"_s) && world.driver.type(u"targetEdit"_s, u"db-replica:5432"_s)
           && world.driver.click(u"othersCheck"_s);
}

bool openConnections(World &world)
{
    world.driver.window().open(u"sessions"_s);
    return seen(world, u"Open connections"_s);
}

bool hostKeyNew(World &world)
{
    world.driver.window().open(u"terminals"_s, world.fresh.toString());
    return shown(world, u"trustButton"_s);
}

bool hostKeyChanged(World &world)
{
    auto &services = world.driver.program().services();
    services.pool->closeAll();
    world.server.killSessions();
    if (!world.server.changeHostKey())
        return false;
    world.driver.window().open(u"terminals"_s, world.live.toString());
    return shown(world, u"stayButton"_s);
}

/// The row that holds `text` in some column.
bool selectRow(World &world, const QString &table, const QString &text)
{
    auto *view = qobject_cast<QAbstractItemView *>(world.driver.find(table));
    for (int row = 0; view && row < view->model()->rowCount(); ++row) {
        for (int column = 0; column < view->model()->columnCount(); ++column) {
            if (view->model()->index(row, column).data().toString() == text)
                return view->setCurrentIndex(view->model()->index(row, column)), true;
        }
    }
    return false;
}

bool vaultTab(World &world, const QString &title)
{
    openPage(world, u"vault"_s);
    auto *tabs = qobject_cast<QTabBar *>(world.driver.find(u"vaultTabs"_s));
    for (int i = 0; tabs && i < tabs->count(); ++i)
        if (tabs->tabText(i) == title)
            return tabs->setCurrentIndex(i), true;
    return false;
}

bool rotationPlan(World &world, const QString &credential)
{
    return unlocked(world) && vaultTab(world, u"Rotation plan"_s) && shown(world, u"rotationTable"_s) && selectRow(world, u"rotationTable"_s, credential);
}

/// One host does not answer, one has an unknown key, one lets nobody change the password: what a bad day looks like.
bool rotationFailed(World &world)
{
    return rotationPlan(world, u"checkout login"_s) && world.driver.click(u"rotateButton"_s) && shown(world, u"confirmRotateButton"_s)
           && world.driver.click(u"confirmRotateButton"_s)
           && QTest::qWaitFor([&] {
                  const auto *table = qobject_cast<QAbstractItemView *>(world.driver.find(u"rotationTargetTable"_s));
                  int failed = 0;
                  for (int row = 0; table && row < table->model()->rowCount(); ++row)
                      failed += table->model()->index(row, 1).data().toString().startsWith(u"Failed"_s) ? 1 : 0;
                  return failed == 3;
              }, kPatience);
}

bool rotationDialog(World &world, const QString &credential, const QString &button, const QString &waitFor)
{
    return rotationPlan(world, credential) && world.driver.click(button) && shown(world, waitFor);
}

bool keysOnHosts(World &world)
{
    if (!unlocked(world) || !vaultTab(world, u"Rotation plan"_s) || !world.driver.click(u"keys"_s))
        return false;
    return world.driver.click(u"firstLookButton"_s) && QTest::qWaitFor([&] { return world.driver.find(u"keyTable"_s) != nullptr; }, 60'000);
}

bool hostKeys(World &world)
{
    if (!vaultTab(world, u"Host keys"_s))
        return false;
    return shown(world, u"hostKeyTable"_s) && selectRow(world, u"hostKeyTable"_s, u"ED25519"_s);
}

bool settings(World &world, const QString &title)
{
    openPage(world, u"settings"_s);
    return select(world, u"settingsList"_s, title);
}

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

bool wrongPassphrase(World &world)
{
    return shown(world, u"unlockButton"_s) && world.driver.type(u"passphraseEdit"_s, u"river lamp"_s) && world.driver.click(u"unlockButton"_s)
           && seen(world, u"wrong"_s);
}

bool credentials(World &world)
{
    return unlocked(world) && openPage(world, u"vault"_s) && select(world, u"credentialTable"_s, u"deploy-key"_s);
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

bool recoveryDialog(World &world, const QString &button, const QString &field)
{
    return unlocked(world) && settings(world, u"Vault"_s) && world.driver.click(button) && shown(world, field);
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

bool addInstance(World &world)
{
    openPage(world, u"myspace"_s);
    return world.driver.click(u"addButton"_s) && world.driver.type(u"nameEdit"_s, u"checkout-web-05"_s)
           && world.driver.type(u"addressEdit"_s, u"10.20.1.45"_s);
}

bool newProject(World &world)
{
    openPage(world, u"myspace"_s);
    world.driver.press(Qt::CTRL | Qt::SHIFT | Qt::Key_N);
    return shown(world, u"saveButton"_s) && world.driver.type(u"nameEdit"_s, u"Payments"_s);
}

bool palette(World &world)
{
    openPage(world, u"myspace"_s);
    world.driver.press(Qt::CTRL | Qt::Key_K);
    return shown(world, u"paletteEdit"_s) && world.driver.type(u"paletteEdit"_s, u"check"_s);
}

/// The review of a fixture; its actions are those of the menus.
bool review(World &world, const QString &action, const QString &fixture)
{
    openPage(world, u"myspace"_s);
    world.driver.window().actions().run(action, QStringLiteral(AIOPS_TEST_DATA "/import/") + fixture);
    return shown(world, u"importButton"_s) && QTest::qWaitFor([&] {
        auto *table = qobject_cast<QAbstractItemView *>(world.driver.find(u"reviewTable"_s));
        return table && table->model()->rowCount() > 0;
    }, kPatience);
}

bool exportAll(World &world)
{
    openPage(world, u"myspace"_s);
    world.driver.window().actions().run(u"importing.export"_s);
    return shown(world, u"previewText"_s) && (QTest::qWait(300), true);
}

bool search(World &world, const QString &query)
{
    world.driver.press(Qt::CTRL | Qt::Key_K);
    return shown(world, u"paletteEdit"_s) && world.driver.type(u"paletteEdit"_s, query) && (QTest::qWait(600), true);
}

bool paletteActions(World &world)
{
    openPage(world, u"myspace"_s);
    if (!search(world, u"@checkout-db"_s))
        return false;
    QTest::keyClick(world.driver.find(u"paletteEdit"_s), Qt::Key_Tab);
    return true;
}

bool keyboardSettings(World &world)
{
    world.driver.window().open(u"settings"_s, u"keyboard"_s);
    return shown(world, u"keyTree"_s);
}

bool keyClash(World &world)
{
    if (!keyboardSettings(world))
        return false;
    auto *recorder = world.driver.find(u"keyRecorder"_s);
    auto *tree = qobject_cast<QAbstractItemView *>(world.driver.find(u"keyTree"_s));
    const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, u"New project"_s, 1, Qt::MatchExactly | Qt::MatchRecursive);
    if (!recorder || found.isEmpty())
        return false;
    tree->setCurrentIndex(found.first());
    recorder->setFocus();
    QTest::keyClick(recorder, Qt::Key_N, Qt::ControlModifier);
    return shown(world, u"replaceKeysButton"_s);
}

bool mirrored(World &world)
{
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    return mySpace(world) && search(world, u"check"_s);
}

bool largeText(World &world)
{
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    widgets::Theme::current().setZoom(150);
    return mySpace(world);
}

bool largeKeyboard(World &world)
{
    widgets::Theme::current().setZoom(150);
    return keyClash(world);
}

bool help(World &world)
{
    widgets::Theme::current().setZoom(100);
    world.driver.window().open(u"terminals"_s);
    world.driver.press(Qt::Key_F1);
    return shown(world, u"manualView"_s);
}

bool manySearch(World &world)
{
    return manyInstances(world) && search(world, u"node 77"_s);
}

} // namespace

/// In an order in which each leaves what the next one needs.
const QList<Scenario> &scenarios()
{
    static const QList<Scenario> all = spaceScenes() + formScenes() + QList<Scenario>{
        {u"my-space-empty"_s, emptySpace, {1440, 900}, true},
        {u"first-run"_s, firstRun, {1440, 900}, true},
        {u"first-run-narrow"_s, firstRun, {900, 700}, true},
        {u"create-vault"_s, createVault, {1440, 900}, true},
        {u"my-space-10000"_s, manyInstances, {1440, 900}, true},
        {u"my-space"_s, mySpace},
        {u"this-computer"_s, thisComputer},
        {u"this-computer-narrow"_s, thisComputer, {1100, 700}},
        {u"local-terminal"_s, localTerminal},
        {u"add-instance"_s, addInstance},
        {u"new-project"_s, newProject},
        {u"palette"_s, palette},
        {u"import-ssh"_s, [](World &world) { return review(world, u"importing.sshConfig"_s, u"ssh/bad-jump-circle"_s); }},
        {u"import-csv"_s, [](World &world) { return review(world, u"importing.csv"_s, u"csv/plain.csv"_s); }},
        {u"import-csv-errors"_s, [](World &world) { return review(world, u"importing.csv"_s, u"csv/bad-names.csv"_s); }},
        {u"import-ansible"_s, [](World &world) { return review(world, u"importing.ansible"_s, u"ansible/plain.yml"_s); }},
        {u"export"_s, exportAll},
        {u"palette-empty"_s, [](World &world) { return openPage(world, u"myspace"_s) && search(world, {}); }},
        {u"palette-address"_s, [](World &world) { return openPage(world, u"myspace"_s) && search(world, u"root@bastion.example:2222"_s); }},
        {u"palette-actions"_s, paletteActions},
        {u"palette-10000"_s, manySearch, {1440, 900}, true},
        {u"keyboard"_s, keyboardSettings},
        {u"keyboard-clash"_s, keyClash},
        {u"shortcuts"_s, [](World &world) { world.driver.press(Qt::CTRL | Qt::Key_Slash); return shown(world, u"sheetTree"_s); }},
        {u"mirrored"_s, mirrored},
        {u"large-text"_s, largeText},
        {u"large-text-keyboard"_s, largeKeyboard},
        {u"help"_s, help},
        {u"credentials"_s, credentials},
        {u"rotation-plan"_s, [](World &world) { return rotationPlan(world, u"deploy-key"_s); }},
        {u"rotation-failed"_s, rotationFailed},
        {u"rotate"_s, [](World &world) { return rotationDialog(world, u"checkout login"_s, u"rotateButton"_s, u"confirmRotateButton"_s); }},
        {u"rotate-key"_s, [](World &world) { return rotationDialog(world, u"deploy-key"_s, u"rotateButton"_s, u"confirmRotateButton"_s); }},
        {u"rotation-snooze"_s, [](World &world) { return rotationDialog(world, u"deploy-key"_s, u"snoozeButton"_s, u"reasonEdit"_s); }},
        {u"rotation-schedule"_s, [](World &world) { return rotationDialog(world, u"deploy-key"_s, u"scheduleButton"_s, u"daysSpin"_s); }},
        {u"keys-on-hosts"_s, keysOnHosts},
        {u"vault-locked"_s, lockScreen},
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
        {u"host-keys"_s, hostKeys},
        {u"audit"_s, audit},
        {u"audit-narrow"_s, audit, {1100, 700}},
        {u"audit-no-match"_s, auditNoMatch},
        {u"audit-empty"_s, auditEmpty, {1440, 900}, true},
        {u"audit-broken"_s, auditBroken},
        {u"run-empty"_s, runEmpty, {1440, 900}, true},
        {u"run-before"_s, runBefore, {1440, 900}, true},
        {u"run-narrow"_s, runBefore, {1100, 700}, true},
        {u"run-more"_s, runMore, {1440, 900}, true},
        {u"run-more-wrong"_s, runWrongMore, {1440, 900}, true},
        {u"run-mixed"_s, runMixed, {1440, 900}, true},
        {u"run-leaving"_s, runLeaving, {1440, 900}, true},
        {u"run-confirm"_s, runConfirm, {1440, 900}, true},
        {u"run-running"_s, runRunning, {1440, 900}, true},
        {u"run-output"_s, runOutput, {1440, 900}, true},
        {u"run-groups"_s, runGroups, {1440, 900}, true},
        {u"run-denied"_s, runDenied, {1440, 900}, true},
        {u"command-rules"_s, commandRules},
        {u"add-command-rule"_s, addRule},
        {u"settings"_s, [](World &world) { return openPage(world, u"settings"_s); }},
        {u"settings-ssh"_s, [](World &world) { return settings(world, u"SSH"_s); }},
        {u"settings-vault"_s, [](World &world) { return settings(world, u"Vault"_s); }},
        {u"settings-vaults"_s, [](World &world) { return severalVaults(world) && settings(world, u"Vault"_s); }},
        {u"credentials-vaults"_s, [](World &world) { return severalVaults(world) && credentials(world); }},
        {u"settings-backup"_s, [](World &world) { return settings(world, u"Backup"_s); }},
        {u"recovery-make"_s, [](World &world) { return recoveryDialog(world, u"makeKitButton"_s, u"kitPathEdit"_s); }},
        {u"settings-audit"_s, [](World &world) { return settings(world, u"Audit"_s); }},
        {u"settings-command-line"_s, [](World &world) { return settings(world, u"Command line"_s); }},
        {u"instance-overview"_s, overview},
        {u"project"_s, project},
        {u"project-narrow"_s, project, {1100, 700}},
        {u"project-empty"_s, projectWithout},
        {u"project-notes"_s, projectNotes},
        {u"instance-notes"_s, instanceNotes},
        {u"instance-notes-edit"_s, editingNotes},
        {u"instance-services"_s, services},
        {u"instance-services-empty"_s, noServices},
        {u"add-service"_s, addService},
        {u"forwards"_s, forwards},
        {u"edit-forward"_s, editForward},
        {u"add-forward"_s, addForward},
        {u"settings-reachability"_s, reachability},
        {u"terminals"_s, terminals},
        {u"open-connections"_s, [](World &world) { return terminals(world) && openConnections(world) && shown(world, u"sessionTable"_s); }},
        {u"open-connections-empty"_s, [](World &world) { world.driver.program().services().pool->closeAll(); return openConnections(world); }},
        {u"host-key-new"_s, hostKeyNew},
        {u"instance-host-key-unknown"_s, [](World &world) { return state(world, world.fresh, u"host key"_s); }},
        {u"instance-unreachable"_s, [](World &world) { return state(world, world.down, u"Try again"_s); }},
        {u"instance-no-agent"_s, noAgent},
        {u"instance-vault-locked"_s, lockedState},
        {u"unlock"_s, unlock},
        {u"unlock-wrong"_s, [](World &world) { return unlock(world) && wrongPassphrase(world); }},
        {u"host-key-changed"_s, [](World &world) { return unlocked(world) && hostKeyChanged(world); }},
    };
    return all;
}

} // namespace aiops::shots
