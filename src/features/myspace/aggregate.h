#pragma once

#include <QList>
#include <QString>

#include <array>
#include <limits>
#include <optional>

/// The counting rules of a project (D3, MET-08): only hosts that report count, every number says over how many, and
/// nothing is "no data", never zero. Pure functions; any thread.
namespace aiops::myspace {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// What is known of one instance now.
struct Member
{
    enum Reach { Unknown, Up, Down };
    Reach reach = Unknown;
    std::array<double, 3> percent{kUnknown, kUnknown, kUnknown}; ///< CPU, memory, disk; what is not within 0 to 100 does not count
};

struct Share
{
    int reporting = 0;
    int total = 0;
    std::optional<double> average; ///< empty: no data
    std::optional<double> maximum;
};

struct Aggregate
{
    int total = 0;
    int up = 0;
    int down = 0;
    int unknown = 0;
    int reporting = 0; ///< give at least one value
    std::array<Share, 3> shares;
};

Aggregate aggregate(const QList<Member> &members);

/// Averages over hosts, slot by slot: a slot that nobody fills is NaN. Series may have different lengths; they end together.
QList<float> averageOf(const QList<QList<float>> &series);
/// Last known value minus first known one; nothing when there are not two.
std::optional<double> changeOf(const QList<float> &series);

QString percentOf(const std::optional<double> &value); ///< "31%", "No data"
QString overText(int reporting, int total);            ///< "over 40 of 42 reporting"
QString changeText(const std::optional<double> &points); ///< "+4 points"; empty for nothing

} // namespace aiops::myspace
