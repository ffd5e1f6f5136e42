#include "shots/scenarios.h"

#include "shots/auditscenes.h"
#include "shots/connectionscenes.h"
#include "shots/execscenes.h"
#include "shots/formscenes.h"
#include "shots/instancescenes.h"
#include "shots/settingsscenes.h"
#include "shots/spacescenes.h"
#include "shots/vaultscenes.h"
#include "shots/windowscenes.h"

namespace aiops::shots {

/// In an order in which each leaves what the next one needs.
const QList<Scenario> &scenarios()
{
    static const QList<Scenario> all = spaceScenes() + formScenes() + windowScenes() + vaultScenes() + auditScenes() + runScenes() + settingsScenes() + instanceScenes()
                                       + connectionScenes();
    return all;
}

} // namespace aiops::shots
