#include "features/credentials/gui/autolocksetting.h"

#include <algorithm>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

const Setting<int> &setting()
{
    static const Setting<int> minutes{u"vault/autoLockMinutes"_s, 15};
    return minutes;
}

} // namespace

std::chrono::minutes autoLock(const QSettings &settings)
{
    return std::chrono::minutes(std::clamp(setting().read(settings), 0, longestAutoLock));
}

void setAutoLock(QSettings &settings, std::chrono::minutes idle)
{
    setting().write(settings, std::clamp(int(idle.count()), 0, longestAutoLock));
}

} // namespace aiops::credentials
