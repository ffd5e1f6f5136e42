#pragma once

#include "core/setting.h"
#include "team/accessalarm.h"

namespace aiops::audit {

/// When many uses of credentials are an alarm, as it is set on this computer. 0 turns one off.
inline const Setting<int> alertRevealsSetting{QStringLiteral("audit/alertReveals"), team::AlarmLimits().reveals};
inline const Setting<int> alertUsesSetting{QStringLiteral("audit/alertUses"), team::AlarmLimits().uses};
inline const Setting<int> alertMinutesSetting{QStringLiteral("audit/alertMinutes"), 10};
constexpr int kMostAlert = 100'000;
constexpr int kMostAlertMinutes = 24 * 60;

inline team::AlarmLimits alarmLimits(const QSettings &settings)
{
    return {.reveals = qBound(0, alertRevealsSetting.read(settings), kMostAlert), .uses = qBound(0, alertUsesSetting.read(settings), kMostAlert),
            .window = std::chrono::minutes(qBound(1, alertMinutesSetting.read(settings), kMostAlertMinutes))};
}

} // namespace aiops::audit
