#pragma once

#include <QFrame>

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace aiops::widgets {
class FilterBar;
class Label;
}

namespace aiops::myspace {

class Actions;
struct View;

/// Left of My Space: all instances, those without a project, and the projects of the organization.
class ProjectPane final : public QFrame
{
    Q_OBJECT

public:
    explicit ProjectPane(Actions &actions, QWidget *parent = nullptr);

private:
    QListWidget *makeList(const QString &name, const QString &title);
    void rebuild();
    void fillFixed();
    void fillProjects();
    void showCurrent();
    void choose(QListWidgetItem *item);
    void openMenu(const QPoint &at);
    void openArchived();
    QListWidgetItem *addItem(QListWidget *list, const QString &text, const QString &icon, int count, const View &view);

    Actions &m_actions;
    widgets::FilterBar *m_filter;
    QListWidget *m_fixed;
    QListWidget *m_projects;
    QWidget *m_empty;
    QPushButton *m_archived;
};

} // namespace aiops::myspace
