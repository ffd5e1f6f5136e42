#pragma once

#include "shots/world.h"

namespace aiops::shots {

constexpr int kPatience = 20'000; ///< ms

// What a person does on the way to a picture; false: it could not be done in time.
bool seen(World &world, const QString &text);
bool shown(World &world, const QString &name);
bool openPage(World &world, const QString &page, InstanceId id = {});
bool settings(World &world, const QString &title); ///< the section of this title
bool vaultTab(World &world, const QString &title);
bool select(World &world, const QString &view, const QString &text);
bool selectRow(World &world, const QString &table, const QString &text); ///< that holds it in some column
bool unlocked(World &world);
bool search(World &world, const QString &query); ///< in the palette

} // namespace aiops::shots
