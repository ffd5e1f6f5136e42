#include "widgets/charts/axis.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace aiops::widgets {

namespace {

/// The smallest round number that is at least `value`.
double roundUp(double value)
{
    const double magnitude = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (factor * magnitude >= value * (1 - 1e-9))
            return factor * magnitude;
    }
    return 10 * magnitude;
}

QString number(double value, int decimals)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(value, 'f', decimals);
}

int decimalsFor(double value)
{
    const double size = std::abs(value);
    return size >= 99.95 || size == 0 ? 0 : size >= 0.0995 ? 1 : 2;
}

} // namespace

Scale scaleFor(Unit unit, double largest)
{
    const auto pick = [largest](double base, std::initializer_list<const char *> suffixes) {
        double divisor = 1;
        auto suffix = suffixes.begin();
        while (largest >= divisor * base && suffix + 1 != suffixes.end()) {
            divisor *= base;
            ++suffix;
        }
        return Scale{divisor, QString::fromLatin1(*suffix)};
    };
    switch (unit) {
    case Unit::Percent: return {1, u"%"_s};
    case Unit::Bytes: return pick(1024, {" B", " KiB", " MiB", " GiB", " TiB", " PiB"});
    case Unit::BytesPerSecond: return pick(1000, {" B/s", " kB/s", " MB/s", " GB/s", " TB/s"});
    case Unit::BitsPerSecond: return pick(1000, {" bit/s", " kbit/s", " Mbit/s", " Gbit/s", " Tbit/s"});
    case Unit::Plain: break;
    }
    return {};
}

QString formatValue(Unit unit, double value)
{
    if (!std::isfinite(value))
        return QCoreApplication::translate("aiops::widgets", "n/a");
    const Scale scale = scaleFor(unit, std::abs(value));
    const double scaled = value / scale.divisor;
    const bool whole = scale.divisor == 1 && (unit != Unit::Percent && unit != Unit::Plain);
    return number(scaled, whole ? 0 : decimalsFor(scaled)) + scale.suffix;
}

QString ValueAxis::label(double value) const
{
    const double scaled = value / scale.divisor;
    const double stepScaled = step / scale.divisor;
    int decimals = 0;
    while (decimals < 3 && std::abs(std::round(stepScaled * std::pow(10, decimals)) - stepScaled * std::pow(10, decimals)) > 1e-6)
        ++decimals;
    return number(scaled, decimals) + (scale.suffix == u"%" ? u"%"_s : QString());
}

ValueAxis valueAxis(Unit unit, double largest, double fixedTop)
{
    ValueAxis axis;
    const double wanted = fixedTop > 0 ? fixedTop : std::isfinite(largest) && largest > 0 ? largest : 1;
    axis.scale = scaleFor(unit, wanted);
    const double quarter = wanted / axis.scale.divisor / 4;
    // Memory comes in powers of two: 64 GiB is 16, 32, 48, 64.
    const double step = unit == Unit::Bytes && quarter >= 1 ? std::exp2(std::ceil(std::log2(quarter) - 1e-9)) : roundUp(quarter);
    axis.step = step * axis.scale.divisor;
    axis.top = std::ceil(wanted / axis.step - 1e-6) * axis.step;
    return axis;
}

std::vector<TimeTick> timeTicks(qint64 from, qint64 to, int count)
{
    std::vector<TimeTick> ticks;
    if (to <= from || count < 1)
        return ticks;
    static constexpr std::array<int, 16> steps{1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200};
    const auto fits = std::ranges::find_if(steps, [&](int s) { return (to - from) / (s * 1000LL) <= count; });
    const qint64 step = (fits == steps.end() ? 86400 : *fits) * 1000LL;
    const QString form = step < 60'000 ? u"HH:mm:ss"_s : u"HH:mm"_s;
    // Round in local time: an offset of 5:30 h must not move the labels to odd half hours.
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(from).offsetFromUtc() * 1000LL;
    for (qint64 at = ((from + offset + step - 1) / step) * step - offset; at <= to; at += step)
        ticks.push_back({at, QDateTime::fromMSecsSinceEpoch(at).toString(form)});
    return ticks;
}

} // namespace aiops::widgets
