#pragma once

#include "core/ids.h"

#include <QList>
#include <QString>

#include <functional>

namespace aiops::inventory { class Inventory; }
namespace aiops::shell { class Navigator; class Registry; }
namespace aiops::team { class Gatekeeper; }

namespace aiops::services {

class OpenTunnels;

struct CredentialName
{
    CredentialId id;
    QString name;
};

struct FeatureParts
{
    OpenTunnels &tunnels;
    inventory::Inventory &inventory;
    team::Gatekeeper &gatekeeper;
    std::function<QList<CredentialName>()> credentials; ///< names only, by name
};

/// The pane "services" of an instance. All of `parts` outlives the window.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const FeatureParts &parts);

} // namespace aiops::services
