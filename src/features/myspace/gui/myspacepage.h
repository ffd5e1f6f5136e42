#pragma once

#include "features/myspace/spaceview.h"
#include "shell/page.h"

#include <QTimer>

class QPushButton;
class QSettings;
class QStackedWidget;
class QVBoxLayout;

namespace aiops::widgets {
class EmptyState;
class Label;
}

namespace aiops::myspace {

class Actions;
class BulkBar;
class CardChips;
class CardList;
class CardMetrics;
class CardModel;
class CardTable;
class Chosen;
class InstanceInspector;
class ListKeys;
class LocalComputer;
class ProjectPane;
class SpaceState;
class ViewBar;

/// The instances of the organization as cards or as a table.
class MySpacePage final : public shell::Page
{
    Q_OBJECT

public:
    /// `metrics`, `settings` and `computer` may be null.
    MySpacePage(Actions &actions, CardMetrics *metrics, QSettings *settings = nullptr, LocalComputer *computer = nullptr,
                QWidget *parent = nullptr);
    ~MySpacePage() override;

    QWidget *mainView() override;
    void openObject(const QString &objectId) override; ///< selects the instance, or kThisComputer
    void focusFilter() override;
    void refresh() override;
    QString selectedObjects(const QString &kind) const override;
    QList<InstanceId> selected() const;
    CardModel &model() const { return *m_model; }
    Chosen &chosen() const { return *m_chosen; }

    const SpaceView &view() const;
    void openSavedView(SavedViewId id);
    void applyView(const SpaceView &view); ///< of a saved view, or restored
    void setMode(const QString &mode);     ///< "cards", "table"
    void setGroup(GroupBy group);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override; ///< the instances are read after the first
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeSidePane(QWidget *parent) override;
    QWidget *makeInspector(QWidget *parent) override;
    void addHeader(QVBoxLayout *column);
    void addLists(QVBoxLayout *column);
    void addFooter(QVBoxLayout *column);
    void connectModel();
    void connectKeys(const ListKeys &keys);
    CardTable *table();
    bool isTable() const;
    void showChanged();
    void showState();
    void showLists();
    void showFooter();
    void clearFilters();
    void showSelection();
    void showWanted();
    void chooseWanted();
    void takeChips();
    void sortByColumn(int column);
    void restoreState();
    void saveState();
    bool isFirstRun() const;
    void describeEmpty();
    QWidget *computerView();
    bool showComputer();

    Actions &m_actions;
    LocalComputer *m_computer;
    std::unique_ptr<SpaceState> m_state;
    CardModel *m_model;
    Chosen *m_chosen;
    CardList *m_cards;
    CardTable *m_table = nullptr; ///< made when it is first shown
    QWidget *m_tablePage = nullptr; ///< in which it stands
    QStackedWidget *m_stack;
    widgets::Label *m_title;
    widgets::Label *m_count;
    CardChips *m_chips;
    QPushButton *m_refresh;
    ViewBar *m_bar;
    widgets::EmptyState *m_empty;
    QWidget *m_footer;
    widgets::Label *m_footerText;
    widgets::Label *m_footerLines;
    BulkBar *m_bulk;
    QList<InstanceId> m_wantedToo; ///< chosen together with it
    InstanceId m_wanted; ///< to be selected as soon as its card is there
    InstanceId m_current; ///< to be brought into view as soon as its card is there
    OrganizationId m_organization; ///< whose state is shown
    QWidget *m_firstRun = nullptr;
    QWidget *m_computerPage = nullptr;
    bool m_opensComputer = false; ///< also in a new home, whose first page shows it already
    QTimer m_saveSoon; ///< settings are a file: not with every key
    ProjectPane *m_pane = nullptr;
    InstanceInspector *m_inspector = nullptr;
};

} // namespace aiops::myspace
