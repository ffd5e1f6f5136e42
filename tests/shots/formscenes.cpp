#include "shots/formscenes.h"

#include "features/hostkeys/gui/touchdialog.h"
#include "shell/mainwindow.h"
#include "shell/navigator.h"


namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

bool instanceMore(World &world)
{
    world.driver.window().open(u"myspace"_s, QString());
    return world.driver.click(u"addButton"_s) && world.driver.type(u"nameEdit"_s, u"checkout-web-05"_s) && world.driver.type(u"addressEdit"_s, u"10.20.1.45"_s)
           && world.driver.click(u"moreButton"_s) && world.driver.type(u"keyFileEdit"_s, u"~/.ssh/id_checkout"_s);
}

/// Everything that can be wrong below is said at once.
bool instanceWrong(World &world)
{
    return instanceMore(world) && world.driver.type(u"proxyEdit"_s, u"ftp://gate"_s) && world.driver.click(u"saveButton"_s);
}

bool group(World &world)
{
    world.driver.window().open(u"myspace"_s, QString());
    world.driver.program().navigator().run(u"myspace.newGroup"_s);
    return world.driver.type(u"groupNameEdit"_s, u"Web tier"_s) && world.driver.type(u"groupUserEdit"_s, u"deploy"_s);
}

bool groupMore(World &world)
{
    return group(world) && world.driver.click(u"groupMoreButton"_s) && world.driver.type(u"groupProxyEdit"_s, u"socks5://gate.fernhill.example:1080"_s);
}

bool touch(World &world)
{
    world.driver.window().open(u"terminals"_s, QString());
    const ssh::Endpoint endpoint{u"10.20.4.11"_s, 22, u"deploy"_s, u"checkout-db-primary"_s, {}};
    (new hostkeys::TouchDialog(endpoint, u"deploy key of the office (sk-ssh-ed25519@openssh.com)"_s, &world.driver.window()))->show();
    return true;
}

} // namespace

QList<Scenario> formScenes()
{
    return {{u"add-instance-more"_s, instanceMore}, {u"add-instance-wrong"_s, instanceWrong}, {u"new-group"_s, group},
            {u"new-group-more"_s, groupMore},       {u"touch-key"_s, touch}};
}

} // namespace aiops::shots
