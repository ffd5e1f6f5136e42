#pragma once

#include "core/ids.h"
#include "shell/page.h"

#include <QTimer>

class QGridLayout;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace aiops::widgets {
class Banner;
class EmptyState;
class Label;
class SegmentedControl;
}

namespace aiops::myspace {

class Actions;
class CardMetrics;
class MemberModel;
class MetricTile;
class NotesView;
class ProjectCharts;
struct Aggregate;
struct MemberRow;

/// A project: what its instances report, by the rules of aggregate.h, and its notes.
class ProjectPage final : public shell::Page
{
    Q_OBJECT

public:
    ProjectPage(Actions &actions, CardMetrics *metrics, QWidget *parent = nullptr);

    void openObject(const QString &objectId) override; ///< a project id, or "<id>/notes"
    QWidget *mainView() override;
    void refresh() override;
    ProjectId project() const { return m_id; }

protected:
    void paintEvent(QPaintEvent *event) override; ///< the instances are read after the first
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addHeader(QVBoxLayout *column);
    QWidget *makeDashboard();
    QWidget *makeTable();
    void showPart(const QString &part);
    void showProject();
    void showValues();
    void showTiles(const Aggregate &all, const QList<MemberRow> &rows);
    void arrangeTiles();
    QList<MemberRow> readRows() const;
    void openMenu();
    void openMember(const QModelIndex &index);

    Actions &m_actions;
    CardMetrics *m_metrics;
    ProjectId m_id;
    QWidget *m_square;
    widgets::Label *m_name;
    widgets::Label *m_description;
    widgets::Label *m_span;
    widgets::SegmentedControl *m_parts;
    QPushButton *m_edit;
    QPushButton *m_more;
    widgets::Banner *m_banner;
    QStackedWidget *m_stack;
    widgets::EmptyState *m_empty;
    QList<MetricTile *> m_tiles; ///< CPU, memory, disk, up
    QGridLayout *m_tileGrid = nullptr;
    ProjectCharts *m_charts;
    MemberModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    NotesView *m_notes;
    QTimer m_soon; ///< values come from many hosts at once
    bool m_isStale = false;
};

} // namespace aiops::myspace
