#pragma once

#include "core/ids.h"
#include "shell/page.h"

class QStackedWidget;
class QVBoxLayout;

namespace aiops::widgets {
class EmptyState;
class FilterBar;
class Label;
class SegmentedControl;
}

namespace aiops::myspace {

class Actions;
class CardChips;
class CardFilter;
class CardList;
class CardMetrics;
class CardModel;
class InstanceInspector;
class LocalComputer;
class ProjectPane;

/// The instances of the organization as cards.
class MySpacePage final : public shell::Page
{
    Q_OBJECT

public:
    /// `metrics` and `computer` may be null.
    MySpacePage(Actions &actions, CardMetrics *metrics, LocalComputer *computer = nullptr, QWidget *parent = nullptr);

    QWidget *sidePane() override;
    QWidget *inspector() override;
    QWidget *mainView() override;
    void openObject(const QString &objectId) override; ///< selects the instance, or kThisComputer
    void focusFilter() override;
    void refresh() override;
    QList<InstanceId> selected() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override; ///< the instances are read after the first

private:
    void addHeader(QVBoxLayout *column);
    void addFilters(QVBoxLayout *column);
    void addCards(QVBoxLayout *column);
    void showState();
    void showEmpty();
    void clearFilters();
    void showSelection();
    void showWanted();
    void applyChips();
    bool isFirstRun() const;
    void describeEmpty();
    QWidget *computerView();
    bool showComputer();

    Actions &m_actions;
    LocalComputer *m_computer;
    CardModel *m_model;
    CardFilter *m_filter;
    CardList *m_cards;
    QStackedWidget *m_stack;
    widgets::Label *m_title;
    widgets::Label *m_count;
    CardChips *m_chips;
    widgets::FilterBar *m_text;
    widgets::SegmentedControl *m_environment;
    QWidget *m_filters;
    widgets::EmptyState *m_empty;
    InstanceId m_wanted; ///< to be selected as soon as its card is there
    QWidget *m_firstRun = nullptr;
    QWidget *m_computerPage = nullptr;
    bool m_opensComputer = false; ///< also in a new home, whose first page shows it already
    ProjectPane *m_pane = nullptr;
    InstanceInspector *m_inspector = nullptr;
};

} // namespace aiops::myspace
