#include "shots/windowscenes.h"

#include "shots/steps.h"
#include "shots/vaultscenes.h"

#include "inventory/inventory.h"
#include "shell/actiontable.h"
#include "shell/mainwindow.h"
#include "team/gatekeeper.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

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

bool paletteActions(World &world)
{
    openPage(world, u"myspace"_s);
    if (!search(world, u"@checkout-db"_s))
        return false;
    QTest::keyClick(world.driver.find(u"paletteEdit"_s), Qt::Key_Tab);
    return true;
}

bool manySearch(World &world)
{
    return manyInstances(world) && search(world, u"node 77"_s);
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

} // namespace

QList<Scenario> windowScenes()
{
    return {{u"my-space-empty"_s, emptySpace, {1440, 900}, true},
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
            {u"help"_s, help}};
}

} // namespace aiops::shots
