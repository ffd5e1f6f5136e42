#include "shots/connectionscenes.h"

#include "shots/steps.h"
#include "shots/vaultscenes.h"

#include "features/forwards/forwards.h"
#include "features/forwards/forwardspec.h"
#include "shell/mainwindow.h"
#include "ssh/client/pool.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

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

bool state(World &world, InstanceId id, const QString &words)
{
    openPage(world, u"instance"_s, id);
    return seen(world, words);
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

bool lockedState(World &world)
{
    auto &services = world.driver.program().services();
    services.pool->closeAll();
    services.vault->lock(*services.gatekeeper->request(team::Action::VaultLock));
    openPage(world, u"myspace"_s);
    openPage(world, u"instance"_s, world.live);
    return seen(world, u"Unlock"_s);
}

} // namespace

QList<Scenario> connectionScenes()
{
    return {{u"forwards"_s, forwards},
            {u"edit-forward"_s, editForward},
            {u"add-forward"_s, addForward},
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
            {u"host-key-changed"_s, [](World &world) { return unlocked(world) && hostKeyChanged(world); }}};
}

} // namespace aiops::shots
