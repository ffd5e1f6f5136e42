#include "features/backup/schedule.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace aiops::backup {

using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    char16_t letter;
    qint64 seconds;
};
constexpr std::array kUnits{Unit{u'w', 7 * 86400}, Unit{u'd', 86400}, Unit{u'h', 3600}, Unit{u'm', 60}};

const QRegularExpression &namePattern()
{
    static const QRegularExpression pattern(u"^aiops-[0-9]{8}T[0-9]{6}Z\\.aiopsbackup$"_s);
    return pattern;
}

} // namespace

Schedule readSchedule(const QSettings &settings)
{
    return {.every = std::chrono::seconds(qBound(qint64(0), qint64(settings.value(u"backup/every"_s).toLongLong()), qint64(366 * 86400))),
            .keep = qBound(1, settings.value(u"backup/keep"_s, 7).toInt(), 1000), .folder = settings.value(u"backup/folder"_s).toString()};
}

void saveSchedule(QSettings &settings, const Schedule &schedule)
{
    settings.setValue(u"backup/every"_s, qint64(schedule.every.count()));
    settings.setValue(u"backup/keep"_s, schedule.keep);
    settings.setValue(u"backup/folder"_s, schedule.folder);
    settings.sync();
}

Result<std::chrono::seconds> parseInterval(const QString &text)
{
    bool ok = false;
    const qint64 count = text.chopped(qMin<qsizetype>(1, text.size())).toLongLong(&ok);
    const auto unit = text.isEmpty() ? kUnits.end() : std::ranges::find(kUnits, text.back().unicode(), &Unit::letter);
    if (ok && unit != kUnits.end() && count >= 1 && count <= 366 * 86400 / unit->seconds)
        return std::chrono::seconds(count * unit->seconds);
    return std::unexpected(Error{.code = Errc::Invalid,
                                 .text = QCoreApplication::translate("aiops::backup", "The interval must be like 30m, 12h, 1d or 2w, at most a year.")});
}

QString intervalText(std::chrono::seconds every)
{
    for (const Unit &unit : kUnits)
        if (every.count() >= unit.seconds && every.count() % unit.seconds == 0)
            return QString::number(every.count() / unit.seconds) + QChar(unit.letter);
    return every.count() > 0 ? QString::number(every.count() / 60) + u'm' : QString();
}

QString scheduledName(const QDateTime &at)
{
    return u"aiops-"_s + at.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s) + u".aiopsbackup"_s;
}

bool isScheduledName(const QString &name)
{
    return namePattern().match(name).hasMatch();
}

QStringList tooMany(const QStringList &names, int keep)
{
    QStringList ours;
    for (const QString &name : names)
        if (isScheduledName(name))
            ours.append(name);
    ours.sort();
    return ours.first(qMax<qsizetype>(0, ours.size() - keep));
}

} // namespace aiops::backup
