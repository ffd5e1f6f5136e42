#pragma once

#include "features/thiscomputer/sample.h"

#include <deque>
#include <functional>

/// The values of this computer in words.
namespace aiops::thiscomputer {

struct TileText
{
    QString value; ///< "14%"
    QString note;  ///< "load 2.1"
};

TileText cpuText(const Sample &sample);
TileText memoryText(const Sample &sample);
TileText diskText(const Space &disk);
TileText networkText(const Sample &sample);

QString factsText(const Facts &facts, double memoryTotal); ///< "workstation-7, Fedora Linux 41, 16 cores, 63 GiB"
QString uptimeText(double seconds);                        ///< "up 4 d 3 h"; empty when unknown
QString wholePercent(double value);                        ///< "14%", "n/a"

/// One value a second of the last two minutes, newest last; NaN where there is none.
using Recent = std::array<float, 120>;
Recent recentOf(const std::deque<Sample> &samples, const std::function<double(const Sample &)> &value);

} // namespace aiops::thiscomputer
