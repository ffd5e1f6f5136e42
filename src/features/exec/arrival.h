#pragma once

#include <QByteArray>
#include <QList>

#include <array>

namespace aiops::exec {

/// In which order the lines of the two streams of a host began. Bounded: where they changed very often, the order in the
/// middle is not known.
class Arrival final
{
public:
    /// `lines` of one stream, the first of them its `first`th.
    struct Run
    {
        bool isError = false;
        qint64 first = 0;
        qint64 lines = 0;
        friend bool operator==(const Run &, const Run &) = default;
    };

    void feed(bool isError, QByteArrayView bytes);
    QList<Run> runs() const { return m_begin + m_end; }
    qint64 lines(bool isError) const { return m_sides[isError].lines; }

    static constexpr qsizetype mostRuns = 4096; ///< of the beginning, and as many of the end

private:
    struct Side
    {
        qint64 lines = 0;
        bool isInLine = false;
    };

    std::array<Side, 2> m_sides;
    QList<Run> m_begin;
    QList<Run> m_end;
};

} // namespace aiops::exec
