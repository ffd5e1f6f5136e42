#pragma once

#include <QFrame>

#include <memory>

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace aiops::widgets {
class FilterBar;
class Label;
}

namespace aiops::myspace {

class Actions;
class LocalComputer;
struct View;

/// Left of My Space: all instances, those without a project, and the projects of the organization.
class ProjectPane final : public QFrame
{
    Q_OBJECT

public:
    /// `computer` may be null.
    explicit ProjectPane(Actions &actions, LocalComputer *computer = nullptr, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QListWidget *makeList(const QString &name, const QString &title);
    void rebuild();
    void fillFixed();
    void fillProjects();
    void showCurrent();
    void showLoad();
    void choose(QListWidgetItem *item);
    void openMenu(const QPoint &at);
    void openArchived();
    QListWidgetItem *addItem(QListWidget *list, const QString &text, const QString &icon, int count, const View &view);

    Actions &m_actions;
    LocalComputer *m_computer;
    std::shared_ptr<void> m_watch; ///< of its load, while this is shown
    widgets::FilterBar *m_filter;
    QListWidget *m_fixed;
    QListWidget *m_projects;
    QWidget *m_empty;
    QPushButton *m_archived;
};

} // namespace aiops::myspace
