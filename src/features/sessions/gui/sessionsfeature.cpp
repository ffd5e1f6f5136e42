#include "features/sessions/gui/sessionsfeature.h"

#include "features/sessions/gui/sessionspage.h"
#include "shell/navigator.h"
#include "shell/registry.h"

namespace aiops::sessions {

using namespace Qt::StringLiterals;

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, ssh::Pool &pool, team::Gatekeeper &gatekeeper)
{
    registry.addPage({.id = u"sessions"_s,
                      .title = SessionsPage::tr("Open connections"),
                      .icon = u"terminal"_s,
                      .create = [&](QWidget *parent) { return new SessionsPage(pool, gatekeeper, navigator, parent); },
                      .inRail = false,
                      .area = u"terminals"_s,
                      .help = u"terminals"_s});
    registry.addAction({.id = u"sessions.list"_s, .text = SessionsPage::tr("Open connections"), .menu = u"Session"_s,
                        .run = [&navigator] { navigator.open(u"sessions"_s); }, .icon = u"terminal"_s});
    registry.addStatus({.id = u"sessions.open"_s,
                        .icon = u"external"_s,
                        .order = 41,
                        .text = [&pool] {
                            const qsizetype open = pool.open().size();
                            return open == 0 ? QString() : QCoreApplication::translate("aiops::sessions", "%n connections", nullptr, int(open));
                        },
                        .activate = [&navigator](QWidget *) { navigator.open(u"sessions"_s); }});
    QObject::connect(&pool, &ssh::Pool::changed, &navigator, &shell::Navigator::refreshStatus);
}

} // namespace aiops::sessions
