#include "features/thiscomputer/gui/tiletexts.h"

#include "core/text.h"
#include "widgets/charts/axis.h"

#include <QLocale>

#include <cmath>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;
using widgets::formatValue;
using widgets::Unit;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::thiscomputer", text);
}

/// Of what is given once and stays: "64 GiB", "1.5 TiB".
QString roughBytes(double bytes)
{
    const widgets::Scale scale = widgets::scaleFor(Unit::Bytes, bytes);
    const double scaled = bytes / scale.divisor;
    const bool isWhole = scaled >= 10 || std::lround(scaled * 10) % 10 == 0;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(scaled, 'f', isWhole ? 0 : 1) + scale.suffix;
}

} // namespace

QString wholePercent(double value)
{
    return std::isfinite(value) ? QString::number(std::lround(value)) + u'%' : say("n/a");
}

TileText cpuText(const Sample &sample)
{
    const double load = sample.load[0];
    return {wholePercent(sample.cpu), std::isfinite(load) ? say("load %1").arg(formatValue(Unit::Plain, load)) : QString()};
}

TileText memoryText(const Sample &sample)
{
    if (!std::isfinite(sample.memoryUsed) || !(sample.memoryTotal > 0))
        return {say("n/a"), {}};
    return {formatValue(Unit::Bytes, sample.memoryUsed),
            say("of %1, %2").arg(roughBytes(sample.memoryTotal), wholePercent(100 * sample.memoryUsed / sample.memoryTotal))};
}

TileText diskText(const Space &disk)
{
    if (!std::isfinite(disk.free) || !(disk.total > 0))
        return {say("n/a"), {}};
    return {say("%1 free").arg(formatValue(Unit::Bytes, disk.free)),
            say("of %1, %2 used").arg(roughBytes(disk.total), wholePercent(100 * (disk.total - disk.free) / disk.total))};
}

TileText networkText(const Sample &sample)
{
    const double all = sample.received + sample.sent;
    if (!std::isfinite(all))
        return {say("n/a"), {}};
    const double divisor = widgets::scaleFor(Unit::BitsPerSecond, all).divisor;
    return {formatValue(Unit::BitsPerSecond, all),
            say("%1 up, %2 down").arg(formatValue(Unit::Plain, sample.sent / divisor), formatValue(Unit::Plain, sample.received / divisor))};
}

QString factsText(const Facts &facts, double memoryTotal)
{
    QStringList parts{shownPlain(facts.hostName, 64), shownPlain(facts.system, 64)};
    if (facts.cores > 0)
        parts << QCoreApplication::translate("aiops::thiscomputer", "%n cores", nullptr, facts.cores);
    if (memoryTotal > 0)
        parts << roughBytes(memoryTotal);
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString uptimeText(double seconds)
{
    if (!std::isfinite(seconds))
        return {};
    const qint64 minutes = qint64(seconds) / 60, hours = minutes / 60, days = hours / 24;
    if (days > 0)
        return say("up %1 d %2 h").arg(days).arg(hours % 24);
    if (hours > 0)
        return say("up %1 h %2 min").arg(hours).arg(minutes % 60);
    return say("up %1 min").arg(minutes);
}

Recent recentOf(const std::deque<Sample> &samples, const std::function<double(const Sample &)> &value)
{
    Recent recent;
    recent.fill(std::numeric_limits<float>::quiet_NaN());
    if (samples.empty())
        return recent;
    const qint64 end = samples.back().time;
    int last = int(recent.size());
    for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample) {
        const int place = int(recent.size()) - 1 - int(std::min<qint64>((end - sample->time + 500) / 1000, 1000));
        if (place < 0)
            break;
        const float now = float(value(*sample));
        // Samples are a little more than a second apart: no hole where one second is skipped.
        if (place == last - 2)
            recent[std::size_t(place + 1)] = now;
        recent[std::size_t(place)] = now;
        last = place;
    }
    return recent;
}

} // namespace aiops::thiscomputer
