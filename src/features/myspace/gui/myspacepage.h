#pragma once

#include "core/ids.h"
#include "shell/page.h"

class QListView;
class QStackedWidget;
class QVBoxLayout;

namespace aiops::widgets {
class Chip;
class EmptyState;
class FilterBar;
class Label;
class SegmentedControl;
}

namespace aiops::myspace {

class Actions;
class CardDelegate;
class CardFilter;
class CardMetrics;
class CardModel;
class InstanceInspector;
class ProjectPane;

/// The instances of the organization as cards.
class MySpacePage final : public shell::Page
{
    Q_OBJECT

public:
    MySpacePage(Actions &actions, CardMetrics *metrics, QWidget *parent = nullptr);

    QWidget *sidePane() override;
    QWidget *inspector() override;
    QWidget *mainView() override;
    void openObject(const QString &objectId) override; ///< selects the instance
    void focusFilter() override;
    void refresh() override;
    QList<InstanceId> selected() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addHeader(QVBoxLayout *column);
    void addFilters(QVBoxLayout *column);
    void addCards(QVBoxLayout *column);
    void showState();
    void showEmpty();
    void clearFilters();
    void showSelection();
    void openMenu(const QPoint &at);
    void fitCards();
    InstanceId current() const;

    Actions &m_actions;
    CardModel *m_model;
    CardFilter *m_filter;
    CardDelegate *m_delegate;
    QListView *m_cards;
    QStackedWidget *m_stack;
    widgets::Label *m_title;
    widgets::Label *m_count;
    widgets::Chip *m_unreachable;
    widgets::FilterBar *m_text;
    widgets::SegmentedControl *m_environment;
    QWidget *m_filters;
    widgets::EmptyState *m_empty;
    ProjectPane *m_pane = nullptr;
    InstanceInspector *m_inspector = nullptr;
};

} // namespace aiops::myspace
