#pragma once

#include <QTableView>

namespace aiops::myspace {

class TableHeader;

/// A table of whole rows whose first columns stay at the edge when it is scrolled sideways. It paints them itself over those that are
/// scrolled, so that scrolling moves what is on the screen and paints only what comes into view.
class FrozenTable : public QTableView
{
    Q_OBJECT

public:
    FrozenTable(TableHeader *header, QWidget *parent);
    QPair<int, int> visibleLines() const; ///< first and last, from 0; -1 when there are none

    QModelIndex indexAt(const QPoint &point) const override;
    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override; ///< never sideways: rows are chosen as a whole
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles = {}) override;

protected:
    TableHeader *header() const { return m_header; }
    QRect strip(int first, int last) const; ///< of lines, from edge to edge, as far as it is visible
    virtual bool spansColumns(int line) const; ///< a line that reaches from edge to edge and is not scrolled sideways
    virtual void paintSpanning(QPainter &painter, const QRect &rect, int line);

    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;

private:
    void repaintColumns();
    void scrollSideways(int dx);
    QList<int> spanningLines(const QRect &area) const;
    void paintFrozen(QPainter &painter, const QRect &area) const;

    TableHeader *m_header;
};

} // namespace aiops::myspace
