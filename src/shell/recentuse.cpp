#include "shell/recentuse.h"

#include "core/setting.h"

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kept = 30;
const Setting<QStringList> recentSetting{u"palette/recent"_s, {}};

} // namespace

QStringList RecentUse::keys() const
{
    return recentSetting.read(m_settings);
}

void RecentUse::note(const QString &key)
{
    QStringList all = keys();
    all.removeAll(key);
    all.prepend(key);
    all.resize(qMin(all.size(), kept));
    recentSetting.write(m_settings, all);
}

} // namespace aiops::shell
