#include "shots/steps.h"

#include "shell/mainwindow.h"
#include "vault/vault.h"

#include <QAbstractItemView>
#include <QTabBar>
#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

bool seen(World &world, const QString &text)
{
    return QTest::qWaitFor([&] { return world.driver.sees(text); }, kPatience);
}

bool shown(World &world, const QString &name)
{
    return QTest::qWaitFor([&] { return world.driver.find(name) != nullptr; }, kPatience);
}

bool openPage(World &world, const QString &page, InstanceId id)
{
    world.driver.window().open(page, id.isNull() ? QString() : id.toString());
    if (auto *tabs = page == u"vault" ? qobject_cast<QTabBar *>(world.driver.find(u"vaultTabs"_s)) : nullptr)
        tabs->setCurrentIndex(0); // the scenario before may have left another one
    return true;
}

bool settings(World &world, const QString &title)
{
    openPage(world, u"settings"_s);
    return select(world, u"settingsList"_s, title);
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

bool select(World &world, const QString &view, const QString &text)
{
    auto *list = qobject_cast<QAbstractItemView *>(world.driver.find(view));
    if (!list)
        return false;
    const auto found = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchExactly);
    list->setCurrentIndex(found.isEmpty() ? list->model()->index(0, 0) : found.first());
    return true;
}

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

bool unlocked(World &world)
{
    return world.driver.program().services().vault->state().value == vault::LockState::Unlocked || world.driver.unlockVault(kPassphrase);
}

bool search(World &world, const QString &query)
{
    world.driver.press(Qt::CTRL | Qt::Key_K);
    return shown(world, u"paletteEdit"_s) && world.driver.type(u"paletteEdit"_s, query) && (QTest::qWait(600), true);
}

} // namespace aiops::shots
