#include "features/thiscomputer/gui/thiscomputerfeature.h"

#include "features/thiscomputer/gui/firstrunpage.h"
#include "features/thiscomputer/gui/livepage.h"
#include "shell/registry.h"

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;

QWidget *createFirstRunPage(const Services &services, QWidget *parent)
{
    return new FirstRunPage(services, parent);
}

QWidget *createLivePage(const Services &services, QWidget *parent)
{
    return new LivePage(services, parent);
}

void registerFeature(shell::Registry &registry, std::function<void()> open)
{
    registry.addAction({.id = u"thiscomputer.open"_s,
                        .text = QCoreApplication::translate("aiops::thiscomputer", "This computer"),
                        .menu = u"Go"_s,
                        .run = std::move(open),
                        .icon = u"computer"_s});
}

} // namespace aiops::thiscomputer
