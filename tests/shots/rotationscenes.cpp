#include "shots/rotationscenes.h"

#include "shots/steps.h"

#include <QAbstractItemView>
#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

QList<Scenario> rotationScenes()
{
    return {{u"rotation-plan"_s, [](World &world) { return rotationPlan(world, u"deploy-key"_s); }},
            {u"rotation-failed"_s, rotationFailed},
            {u"rotate"_s, [](World &world) { return rotationDialog(world, u"checkout login"_s, u"rotateButton"_s, u"confirmRotateButton"_s); }},
            {u"rotate-key"_s, [](World &world) { return rotationDialog(world, u"deploy-key"_s, u"rotateButton"_s, u"confirmRotateButton"_s); }},
            {u"rotation-snooze"_s, [](World &world) { return rotationDialog(world, u"deploy-key"_s, u"snoozeButton"_s, u"reasonEdit"_s); }},
            {u"rotation-schedule"_s, [](World &world) { return rotationDialog(world, u"deploy-key"_s, u"scheduleButton"_s, u"daysSpin"_s); }},
            {u"keys-on-hosts"_s, keysOnHosts}};
}

} // namespace aiops::shots
