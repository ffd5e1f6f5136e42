#pragma once

#include "features/myspace/gui/cardrow.h"

namespace aiops::myspace {

/// A section of the list: what its header line says is counted over all of its members, shown or not.
struct CardGroup
{
    QString key;   ///< stable: a project id, "aws", "critical"; what is collapsed is remembered by it
    QString title;
    QString color; ///< of a project; empty: no square
    QList<int> members; ///< rows, in order
    int shown = 0;      ///< how many of them have a line
    bool collapsed = false;
};

/// A line of the list: a row, or the header of a group.
struct CardLine
{
    int row = -1; ///< -1: header
    int group = 0;
    bool isHeader() const { return row < 0; }
};

/// The order of all rows. Rows come sorted by name, which also decides between equals.
QList<int> sortedRows(const QList<CardRow> &rows, SortBy sort, bool descending);
/// The groups of the shown rows, in the order in which a person looks for them: by name, status by how bad it is, what
/// has no project or no group last. A row in two projects is in both.
QList<CardGroup> groupedRows(const QList<CardRow> &rows, const QList<int> &shown, GroupBy by);

struct GroupSums
{
    int count = 0;
    int reporting = 0;
    double cpu = 0; ///< average over those that report
    int alerts = 0;
    QString worst;
};
GroupSums sumsOf(const QList<CardRow> &rows, const CardGroup &group);
/// "31% average CPU over 40 of 42 reporting, 3 alerts"; "no data" when nobody reports.
QString sumsText(const GroupSums &sums);

int severityOf(const QString &status); ///< 0 is the worst

} // namespace aiops::myspace
