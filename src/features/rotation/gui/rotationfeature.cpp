#include "features/rotation/gui/rotationfeature.h"

#include "shell/navigator.h"
#include "shell/registry.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;

RotationSession *registerFeature(shell::Registry &registry, shell::Navigator &navigator, const RotationServices &services)
{
    registry.addAction({.id = u"rotation.plan"_s, .text = QCoreApplication::translate("aiops::rotation", "Rotation plan"), .menu = u"Go"_s,
                        .run = [&navigator] { navigator.open(u"vault"_s, u"rotation"_s); }, .icon = u"refresh"_s});
    return new RotationSession(services, navigator, &navigator);
}

} // namespace aiops::rotation
