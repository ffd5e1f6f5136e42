#include "features/rotation/duewatch.h"

#include <QSettings>

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

const QString kTold = u"rotation/told"_s; ///< "id day" each

} // namespace

Result<QList<DueItem>> dueItems(vault::Vault &vault, const QDateTime &now, int leadDays)
{
    const auto all = vault.credentials();
    const auto rotations = vault::Rotations(vault).all();
    if (!all || !rotations)
        return std::unexpected(all ? rotations.error() : all.error());
    QHash<CredentialId, vault::RotationProgress> last;
    for (const vault::Rotation &rotation : *rotations)
        if (!last.contains(rotation.credential))
            last.insert(rotation.credential, rotation.progress());
    QList<DueItem> items;
    for (const vault::CredentialInfo &info : *all) {
        const auto progress = last.constFind(info.id);
        const auto state = vault::rotationState(info, now, leadDays, progress == last.cend() ? std::nullopt : std::optional(*progress));
        if (state.needsRotation())
            items.append({info, state});
    }
    std::ranges::stable_sort(items, {}, [](const DueItem &item) { return item.credential.dueAt(); });
    return items;
}

DueWatch::DueWatch(vault::Vault &vault, const Clock &clock, QSettings &settings, QObject *parent)
    : QObject(parent), m_vault(vault), m_clock(clock), m_settings(settings)
{
    connect(&m_timer, &QTimer::timeout, this, &DueWatch::check);
}

void DueWatch::start(std::chrono::milliseconds every)
{
    m_timer.start(every);
    check();
}

void DueWatch::check()
{
    const QDate day = m_clock.now().toLocalTime().date();
    if (day == m_looked) // also a clock that was set back looks again: what was told that day is in the settings
        return;
    const auto items = dueItems(m_vault, m_clock.now(), vault::rotationLeadDays.read(m_settings));
    if (!items)
        return; // at the next tick
    m_looked = day;
    emit dayBegan();
    if (const QList<DueItem> fresh = untold(*items, day); !fresh.isEmpty())
        emit due(fresh);
}

QList<DueItem> DueWatch::untold(const QList<DueItem> &items, const QDate &day)
{
    const QString today = day.toString(Qt::ISODate);
    const QStringList before = m_settings.value(kTold).toStringList();
    QStringList told;
    QList<DueItem> fresh;
    for (const DueItem &item : items) {
        const QString mark = item.credential.id.toString() + u' ' + today;
        told += mark;
        if (!before.contains(mark))
            fresh.append(item);
    }
    m_settings.setValue(kTold, told);
    return fresh;
}

} // namespace aiops::rotation
