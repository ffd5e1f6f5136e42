#pragma once

#include "features/rotation/gui/rotationsession.h"

#include <QWidget>

class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace aiops::widgets {
class Banner;
class EmptyState;
class FilterBar;
class Label;
}

namespace aiops::rotation {

class RotationModel;
class TargetModel;

/// The plan: a line for each credential, and below it the targets of the chosen one, live while it is rotated.
class PlanTab final : public QWidget
{
    Q_OBJECT

public:
    explicit PlanTab(RotationSession &session, QWidget *parent = nullptr);
    void select(CredentialId id);

private:
    void build();
    QWidget *makeButtons();
    QWidget *makeTargets();
    void refresh();
    void showCurrent();
    void showButtons(const PlanRow *row);
    void showTargets(const PlanRow *row);
    const PlanRow *current() const;
    void rotate();
    void resume();
    void stop();

    RotationSession &m_session;
    RotationModel *m_model;
    QSortFilterProxyModel *m_proxy;
    TargetModel *m_targets;
    widgets::FilterBar *m_filter;
    widgets::Banner *m_banner;
    QTableView *m_table;
    QTableView *m_targetTable;
    widgets::Label *m_targetTitle;
    QWidget *m_targetBox;
    widgets::EmptyState *m_empty;
    QStackedWidget *m_stack;
    QPushButton *m_rotate;
    QPushButton *m_resume;
    QPushButton *m_stop;
    QPushButton *m_snooze;
    QPushButton *m_schedule;
};

} // namespace aiops::rotation
