#include "shots/execscenes.h"

#include "features/exec/executions.h"
#include "inventory/inventory.h"
#include "shell/mainwindow.h"
#include "ssh/client/knownhosts.h"
#include "team/commandpolicy.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QTest>

#include <functional>

namespace aiops::shots {

using namespace Qt::StringLiterals;
using inventory::Environment;

namespace {

constexpr int kHosts = 40;
constexpr int kPatience = 60'000;
/// What each host says depends on its address; the last ones take long.
const QString kCommand = u"n=${SSH_CONNECTION#* 127.0.0.}; n=${n%% *}; test $n -gt 34 && sleep 300\n"
                         "test $n -eq 7 && { echo 'nginx: [emerg] bind() to 0.0.0.0:443 failed (98: Address already in use)' >&2; exit 3; }\n"
                         "test $n -lt 30 && echo 'nginx/1.26.2, active, 4 workers' || echo 'nginx/1.24.0, active, 4 workers'"_s;

bool waitFor(const std::function<bool()> &what)
{
    return QTest::qWaitFor(what, kPatience);
}

bool addHosts(World &world, ProjectId project, CredentialId login)
{
    auto &services = world.driver.program().services();
    const QByteArray line = world.server.hostKeyLine();
    const ssh::HostKey key{line.split(' ').value(0), QByteArray::fromBase64(line.split(' ').value(1))};
    for (int i = 1; i <= kHosts; ++i) {
        const QString address = u"127.0.0.%1"_s.arg(i);
        if (!services.knownHosts->trust(address, world.server.port(), key))
            return false;
        const Environment environment = i <= 24 ? Environment::Production : i <= 32 ? Environment::Staging : Environment::Development;
        const QString kind = i <= 30 ? u"web"_s : u"search"_s;
        const auto id = world.driver.addInstance({.name = u"checkout-%1-%2"_s.arg(kind).arg(i, 2, 10, QChar(u'0')), .address = address, .port = world.server.port(),
                                                  .user = QString::fromLatin1(test::SshServer::user), .environment = environment, .tags = QStringList{u"tier="_s + kind}},
                                                 {{.project = project, .role = kind}});
        if (!id || !world.driver.attach(login, *id))
            return false;
    }
    // One that nobody reaches.
    const auto gone = world.driver.addInstance({.name = u"checkout-old-01"_s, .address = u"127.0.0.1"_s, .port = test::freePort(),
                                                .user = u"deploy"_s, .environment = Environment::Staging}, {{.project = project, .role = u"web"_s}});
    return gone.has_value();
}

bool openSpace(World &world)
{
    test::SshServer::Options options;
    options.addresses = kHosts;
    if (!world.server.start(options) || !world.driver.open() || !world.driver.addOrganization(u"Fernhill Ops"_s) || !world.driver.createVault(kPassphrase))
        return false;
    const auto project = world.driver.addProject(u"Checkout"_s, u"#10a37f"_s);
    const auto login = world.driver.addCredential(u"checkout deploy"_s, vault::Kind::Password, u"tester"_s, test::SshServer::password);
    return project && login && addHosts(world, *project, *login);
}

bool write(World &world, const QString &command, bool tick = true)
{
    world.driver.window().open(u"run"_s, u"new"_s);
    auto *edit = qobject_cast<QPlainTextEdit *>(world.driver.find(u"commandEdit"_s));
    if (!edit)
        return false;
    edit->setPlainText(command);
    return !tick || world.driver.click(u"tickAllButton"_s);
}

bool run(World &world, const QString &command)
{
    return write(world, command) && world.driver.click(u"runButton"_s) && world.driver.type(u"confirmEdit"_s, QString::number(kHosts + 1))
           && world.driver.click(u"confirmButton"_s);
}

std::shared_ptr<exec::Execution> newest(World &world)
{
    const auto live = world.driver.program().services().executions->live();
    return live.isEmpty() ? nullptr : live.first();
}

bool choose(World &world, const QString &table, const QString &text)
{
    auto *view = qobject_cast<QAbstractItemView *>(world.driver.find(table));
    const auto found = view ? view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, text) : QModelIndexList();
    if (found.isEmpty())
        return false;
    view->setCurrentIndex(found.first());
    view->scrollTo(found.first(), QAbstractItemView::PositionAtCenter);
    return true;
}

bool runEmpty(World &world)
{
    if (!world.driver.open() || !world.driver.addOrganization(u"Fernhill Ops"_s))
        return false;
    world.driver.window().open(u"run"_s, QString());
    return true;
}

bool runBefore(World &world)
{
    return openSpace(world) && write(world, u"systemctl is-active nginx\nnginx -v"_s);
}

bool runMore(World &world)
{
    if (!runBefore(world) || !world.driver.click(u"runMoreButton"_s))
        return false;
    QGuiApplication::clipboard()->setText(u"# for the release of today\nRELEASE=2026.11.25\nDEPLOY_TOKEN=tulip-44-anchor"_s);
    QWidget *name = world.driver.find(u"variableNameEdit1"_s);
    auto *input = qobject_cast<QPlainTextEdit *>(world.driver.find(u"stdinEdit"_s));
    if (!name || !input)
        return false;
    QTest::keyClick(name, Qt::Key_V, Qt::ControlModifier);
    input->setPlainText(u"yes"_s);
    return true;
}

bool runVariableShown(World &world)
{
    return runMore(world) && world.driver.click(u"showVariableButton1"_s);
}

bool runVariableWrong(World &world)
{
    return runMore(world) && world.driver.type(u"variableNameEdit1"_s, u"release of today"_s) && world.driver.click(u"runButton"_s);
}

bool runWrongMore(World &world)
{
    if (!runBefore(world) || !world.driver.click(u"tickAllButton"_s) || !world.driver.click(u"tickAllButton"_s) || !world.driver.click(u"runMoreButton"_s))
        return false;
    return world.driver.type(u"stdinFileEdit"_s, u"/srv/answers that are not there.txt"_s) && world.driver.click(u"runButton"_s);
}

bool runMixed(World &world)
{
    const QString command = u"echo 'Reading package lists...'; sleep 0.1; echo 'W: Target Packages is configured multiple times' >&2; sleep 0.1\n"
                            "echo 'Building dependency tree...'; echo 'Reading state information...'; sleep 0.1; echo 'E: Unable to locate package ngnix' >&2; exit 100"_s;
    if (!openSpace(world) || !run(world, command) || !waitFor([&] { return newest(world) && newest(world)->isFinished(); }))
        return false;
    return choose(world, u"hostTable"_s, u"checkout-web-03"_s) && (QTest::qWait(400), true);
}

/// What does not end at the first word takes a while to stop.
bool runStopping(World &world)
{
    if (!openSpace(world) || !run(world, u"trap '' TERM; echo begun; while :; do sleep 1; done"_s))
        return false;
    const bool begun = waitFor([&] { return newest(world)->counts()[exec::HostState::Running] >= kHosts - 2; });
    world.driver.window().close();
    return begun && waitFor([&] { return world.driver.find(u"confirmButton"_s) != nullptr; }) && world.driver.click(u"confirmButton"_s);
}

bool runStopped(World &world)
{
    auto *targets = openSpace(world) && write(world, u"echo begun; sleep 300"_s) ? qobject_cast<QAbstractItemView *>(world.driver.find(u"targetTable"_s)) : nullptr;
    if (!targets)
        return false;
    targets->model()->setData(targets->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole); // nobody reaches it
    if (!world.driver.click(u"runButton"_s) || !world.driver.type(u"confirmEdit"_s, QString::number(kHosts)) || !world.driver.click(u"confirmButton"_s))
        return false;
    return waitFor([&] { return newest(world)->counts()[exec::HostState::Running] == kHosts; }) && world.driver.click(u"stopButton"_s)
           && waitFor([&] { return newest(world)->isFinished(); }) && (QTest::qWait(400), true);
}

bool runConfirm(World &world)
{
    return openSpace(world) && write(world, u"systemctl restart nginx && rm -rf /var/cache/nginx/old"_s) && world.driver.click(u"runButton"_s)
           && waitFor([&] { return world.driver.find(u"confirmEdit"_s) != nullptr; });
}

bool runRunning(World &world)
{
    if (!openSpace(world) || !run(world, kCommand))
        return false;
    const bool arrived = waitFor([&] {
        const auto execution = newest(world);
        return execution && execution->counts().ended() >= 35;
    });
    return arrived && choose(world, u"hostTable"_s, u"checkout-web-07"_s) && (QTest::qWait(2500), true);
}

bool runLeaving(World &world)
{
    if (!runRunning(world))
        return false;
    world.driver.window().close();
    return waitFor([&] { return world.driver.find(u"confirmButton"_s) != nullptr; });
}

bool runOutput(World &world)
{
    if (!runRunning(world) || !world.driver.click(u"stopButton"_s))
        return false;
    return waitFor([&] { return newest(world)->isFinished(); }) && (QTest::qWait(400), true);
}

bool runGroups(World &world)
{
    auto *segments = runOutput(world) ? world.driver.find(u"resultSegments"_s) : nullptr;
    return segments && world.driver.click(u"Groups"_s) && (QTest::qWait(400), true);
}

bool runDenied(World &world)
{
    return openSpace(world) && write(world, u"mysql -e 'DROP DATABASE orders'"_s) && world.driver.click(u"runButton"_s)
           && waitFor([&] { return newest(world) && newest(world)->isFinished(); }) && (QTest::qWait(400), true);
}

bool commandRules(World &world)
{
    auto &services = world.driver.program().services();
    team::CommandRule rule{.id = {}, .organization = services.inventory->currentOrganization(), .name = u"No removal of images"_s, .effect = team::Effect::Deny,
                           .kind = team::CommandRule::Kind::Words, .pattern = u"docker rm*"_s, .environment = u"prod"_s};
    const auto saved = services.policy->save(*services.gatekeeper->request(team::Action::PolicyEdit), rule);
    rule.name = u"Restart build machines"_s;
    rule.effect = team::Effect::Allow;
    rule.pattern = u"reboot"_s;
    rule.environment = u"dev"_s;
    const auto more = services.policy->save(*services.gatekeeper->request(team::Action::PolicyEdit), rule);
    if (!waitFor([&] { return saved.isFinished() && more.isFinished(); }))
        return false;
    world.driver.window().open(u"settings"_s, QString());
    auto *list = world.driver.window().findChild<QAbstractItemView *>(u"settingsList"_s);
    const auto found = list ? list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, u"Command rules"_s) : QModelIndexList();
    if (found.isEmpty())
        return false;
    list->setCurrentIndex(found.first());
    return world.driver.type(u"trialEdit"_s, u"cd /srv && sudo rm -rf \"$OLD\"/"_s);
}

bool addRule(World &world)
{
    return commandRules(world) && world.driver.click(u"addRuleButton"_s) && world.driver.type(u"ruleNameEdit"_s, u"No package removal"_s)
           && world.driver.type(u"rulePatternEdit"_s, u"apt* remove"_s);
}

} // namespace

QList<Scenario> runScenes()
{
    return {{u"run-empty"_s, runEmpty, {1440, 900}, true},
            {u"run-before"_s, runBefore, {1440, 900}, true},
            {u"run-narrow"_s, runBefore, {1100, 700}, true},
            {u"run-more"_s, runMore, {1440, 900}, true},
            {u"run-more-wrong"_s, runWrongMore, {1440, 900}, true},
            {u"run-variable-shown"_s, runVariableShown, {1440, 900}, true},
            {u"run-variable-wrong"_s, runVariableWrong, {1440, 900}, true},
            {u"run-mixed"_s, runMixed, {1440, 900}, true},
            {u"run-leaving"_s, runLeaving, {1440, 900}, true},
            {u"run-stopping"_s, runStopping, {1440, 900}, true},
            {u"run-stopped"_s, runStopped, {1440, 900}, true},
            {u"run-confirm"_s, runConfirm, {1440, 900}, true},
            {u"run-running"_s, runRunning, {1440, 900}, true},
            {u"run-output"_s, runOutput, {1440, 900}, true},
            {u"run-groups"_s, runGroups, {1440, 900}, true},
            {u"run-denied"_s, runDenied, {1440, 900}, true},
            {u"command-rules"_s, commandRules},
            {u"add-command-rule"_s, addRule}};
}

} // namespace aiops::shots
