#pragma once

#include "features/myspace/gui/estate.h"
#include "features/myspace/spaceview.h"

#include <QFrame>

#include <memory>

class QPushButton;
class QScrollArea;
class QTreeWidgetItem;
class QVBoxLayout;

namespace aiops::widgets {
class FilterBar;
class Label;
}

namespace aiops::myspace {

class Actions;
class DropList;
class LocalComputer;

/// Left of My Space: all instances, those without a project; projects, saved views and groups. Instances can be dropped
/// on a project or a group.
class ProjectPane final : public QFrame
{
    Q_OBJECT

public:
    /// `computer` may be null.
    explicit ProjectPane(Actions &actions, LocalComputer *computer = nullptr, QWidget *parent = nullptr);

    /// What the list shows now, and how many match a view; from the page.
    void setViewSource(std::function<SpaceView()> now, std::function<int(const SpaceView &)> count);
    void refreshCounts(); ///< of the saved views
    void saveView();      ///< asks for the name

signals:
    void viewWanted(const aiops::myspace::SpaceView &view);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QVBoxLayout *makeColumn();
    void addHeading(QVBoxLayout *column, const QString &title, const QString &button, const QString &buttonName, std::function<void()> run);
    void addProjectHint(QVBoxLayout *column);
    void rebuild();
    void fillFixed();
    void fillProjects();
    void fillViews();
    void fillGroups();
    void showCurrent();
    void showLoad();
    void choose(QTreeWidgetItem *item);
    void chooseView(QTreeWidgetItem *item);
    void openProjectMenu(const QPoint &at);
    void openViewMenu(const QPoint &at);
    void openGroupMenu(const QPoint &at);
    void openArchived();
    const inventory::SavedView *viewOf(const QTreeWidgetItem *item) const;
    void askName(const QString &title, const QString &old, std::function<void(const QString &)> named);
    QTreeWidgetItem *addItem(QTreeWidgetItem *under, const QString &text, const QString &icon, int count, const View &view);

    Actions &m_actions;
    LocalComputer *m_computer;
    std::shared_ptr<void> m_watch; ///< of its load, while this is shown
    widgets::FilterBar *m_filter;
    QScrollArea *m_scroll;
    QFrame *m_content; ///< what it scrolls
    DropList *m_fixed;
    DropList *m_projects;
    DropList *m_views;
    DropList *m_groups;
    QWidget *m_hint;
    widgets::Label *m_noViews;
    widgets::Label *m_noGroups;
    QPushButton *m_archived;
    std::function<SpaceView()> m_now;
    std::function<int(const SpaceView &)> m_count;
};

} // namespace aiops::myspace
