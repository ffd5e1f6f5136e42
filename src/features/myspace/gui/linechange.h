#pragma once

#include "features/myspace/gui/arrangement.h"

namespace aiops::myspace {

/// A list of lines together with what they point to.
struct LineSource
{
    const QList<CardRow> &rows;
    const QList<CardGroup> &groups;
    const QList<CardLine> &lines;
};

/// How one list of lines becomes another: the same, lines put in or taken out in one place, other order, all new.
struct LineChange
{
    enum Kind { Same, Insert, Remove, Reorder, Reset } kind = Same;
    int first = 0;
    int count = 0;
    QList<int> places; ///< Reorder: the new place of each old line
};
LineChange lineChange(const LineSource &before, const LineSource &after);

} // namespace aiops::myspace
