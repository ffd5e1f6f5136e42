#pragma once

#include "shots/world.h"

#include <functional>

namespace aiops::shots {

struct Scenario
{
    QString name;
    std::function<bool(World &)> show; ///< brings the window into the state of the picture
    QSize size{1440, 900};
    bool ownWorld = false; ///< starts with an empty home instead
};

const QList<Scenario> &scenarios();

} // namespace aiops::shots
