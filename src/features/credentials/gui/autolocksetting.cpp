#include "features/credentials/gui/autolocksetting.h"

#include <algorithm>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

// Never is -1 in the file: what cannot be read as a number arrives as 0 and must not leave the vault open.
constexpr int kNever = -1;
constexpr int kUsual = 15;

const Setting<int> &setting()
{
    static const Setting<int> minutes{u"vault/autoLockMinutes"_s, kUsual};
    return minutes;
}

const Setting<bool> &screenSetting()
{
    static const Setting<bool> locks{u"vault/lockWithScreen"_s, true};
    return locks;
}

} // namespace

std::chrono::minutes autoLock(const QSettings &settings)
{
    const int minutes = setting().read(settings);
    return std::chrono::minutes(minutes < 0 ? 0 : minutes == 0 ? kUsual : std::min(minutes, longestAutoLock));
}

void setAutoLock(QSettings &settings, std::chrono::minutes idle)
{
    setting().write(settings, idle.count() <= 0 ? kNever : std::min(int(idle.count()), longestAutoLock));
}

bool locksWithScreen(const QSettings &settings)
{
    return screenSetting().read(settings);
}

void setLocksWithScreen(QSettings &settings, bool locks)
{
    screenSetting().write(settings, locks);
}

} // namespace aiops::credentials
