#pragma once

#include "core/setting.h"

#include <chrono>

namespace aiops::credentials {

/// Idle minutes until the vault locks: 1 to 60; 0 never.
inline constexpr int longestAutoLock = 60;
std::chrono::minutes autoLock(const QSettings &settings);
void setAutoLock(QSettings &settings, std::chrono::minutes idle);
/// Also when the screen is locked, the computer sleeps, or another user takes over.
bool locksWithScreen(const QSettings &settings);
void setLocksWithScreen(QSettings &settings, bool locks);

} // namespace aiops::credentials
