#pragma once

#include "inventory/inventory.h"
#include "team/gatekeeper.h"

/// An inventory and a gatekeeper for one test.
class Home
{
public:
    virtual ~Home() = default;
    virtual aiops::inventory::Inventory &inventory() = 0;
    virtual aiops::team::Gatekeeper &gatekeeper() = 0;
};

std::unique_ptr<Home> makeHome();
