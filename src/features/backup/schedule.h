#pragma once

#include "core/error.h"

#include <QDateTime>
#include <QSettings>

#include <chrono>

namespace aiops::backup {

struct Schedule
{
    std::chrono::seconds every{0}; ///< zero: off
    int keep = 7;
    QString folder;

    bool isOn() const { return every.count() > 0 && !folder.isEmpty(); }
    bool operator==(const Schedule &) const = default;
};

Schedule readSchedule(const QSettings &settings);
void saveSchedule(QSettings &settings, const Schedule &schedule);

/// "30m", "12h", "1d", "2w"; at least a minute, at most a year. Error Invalid.
Result<std::chrono::seconds> parseInterval(const QString &text);
QString intervalText(std::chrono::seconds every);

/// "aiops-20261125T080000Z.aiopsbackup"
QString scheduledName(const QDateTime &at);
/// Names of such files that are too many, oldest first. Everything else in the folder is left alone.
QStringList tooMany(const QStringList &names, int keep);
bool isScheduledName(const QString &name);

} // namespace aiops::backup
