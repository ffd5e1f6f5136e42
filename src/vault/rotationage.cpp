#include "vault/rotationage.h"

#include <QLocale>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDay = 24 * 60 * 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

RotationState byAge(const QDateTime &dueAt, const QDateTime &now, int leadDays)
{
    const qint64 seconds = now.secsTo(dueAt);
    if (seconds <= 0)
        return {.value = RotationState::Overdue, .days = int(-seconds / kDay), .until = {}, .progress = {}};
    const int days = int((seconds + kDay - 1) / kDay);
    return {.value = days <= leadDays ? RotationState::Due : RotationState::Fine, .days = days, .until = {}, .progress = {}};
}

} // namespace

RotationState rotationState(const CredentialInfo &info, const QDateTime &now, int leadDays, const std::optional<RotationProgress> &last)
{
    const auto only = [](RotationState::Value value) { return RotationState{.value = value, .days = 0, .until = {}, .progress = {}}; };
    if (info.revokedAt.isValid())
        return only(RotationState::Revoked);
    if (last && (last->isRunning || last->failed > 0))
        return {.value = last->isRunning ? RotationState::Rotating : RotationState::Failed, .days = 0, .until = {}, .progress = *last};
    if (info.snoozedUntil.isValid() && info.snoozedUntil > now)
        return {.value = RotationState::Snoozed, .days = 0, .until = info.snoozedUntil, .progress = {}};
    return info.dueAt().isValid() ? byAge(info.dueAt(), now, leadDays) : only(RotationState::Manual);
}

QString RotationState::text() const
{
    switch (value) {
    case Manual: return tr("Manual");
    case Fine: return tr("%1 d left").arg(days);
    case Due: return tr("Due in %1 d").arg(days);
    case Overdue: return days == 0 ? tr("Due today") : tr("Overdue %1 d").arg(days);
    case Rotating: return tr("Rotating, %1 of %2").arg(progress.done).arg(progress.targets);
    case Failed: return tr("Failed on %1, old one still valid").arg(progress.failed);
    case Snoozed: return tr("Snoozed until %1").arg(QLocale().toString(until.toLocalTime().date(), u"d MMM"_s));
    case Revoked: return tr("Revoked");
    }
    return {};
}

QString RotationState::name() const
{
    constexpr std::array names{u"manual", u"fine", u"due", u"overdue", u"rotating", u"failed", u"snoozed", u"revoked"};
    return QString::fromUtf16(names[size_t(value)]);
}

} // namespace aiops::vault
