#pragma once

#include "core/setting.h"

namespace aiops::probing {

inline const Setting<bool> enabledSetting{QStringLiteral("probing/enabled"), true};
inline const Setting<int> intervalSetting{QStringLiteral("probing/interval"), 60}; ///< s
inline const Setting<int> limitSetting{QStringLiteral("probing/concurrent"), 32};

inline constexpr int kShortestInterval = 15, kLongestInterval = 3600; ///< s
inline constexpr int kMostConcurrent = 256;

inline std::chrono::seconds intervalOf(const QSettings &settings)
{
    return std::chrono::seconds(std::clamp(intervalSetting.read(settings), kShortestInterval, kLongestInterval));
}

inline int limitOf(const QSettings &settings)
{
    return std::clamp(limitSetting.read(settings), 1, kMostConcurrent);
}

} // namespace aiops::probing
