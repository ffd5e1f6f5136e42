#pragma once

#include "core/ids.h"
#include "shell/page.h"
#include "shell/registry.h"

class QPushButton;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace aiops::widgets {
class EnvTag;
class Label;
class ProviderMark;
class StatusGlyph;
}

namespace aiops::myspace {

class Actions;
class InstanceInspector;

/// One instance: who it is, what can be done, and a tab for each pane of the registry, made on the first visit.
class InstancePage final : public shell::Page
{
    Q_OBJECT

public:
    InstancePage(Actions &actions, const shell::Registry &registry, QWidget *parent = nullptr);

    QWidget *mainView() override;
    void paintEvent(QPaintEvent *event) override;
    QString selectedObjects(const QString &kind) const override { return kind == QLatin1StringView("instance") && !m_id.isNull() ? m_id.toString() : QString(); }
    void openObject(const QString &objectId) override; ///< an instance id, or "<id>/<pane id>"

private:
    QWidget *makeInspector(QWidget *parent) override;
    void addHeader(QVBoxLayout *column);
    void showInstance();
    void showPane(int tab);
    void dropPanes(InstanceId id, bool all);
    void dropRemoved();
    void showProject();
    void openMenu();

    Actions &m_actions;
    QList<shell::PaneSpec> m_specs;
    InstanceId m_id;
    QHash<InstanceId, QList<QPointer<QWidget>>> m_made; ///< by tab; nullptr until visited
    QHash<InstanceId, int> m_lastTab;
    ProjectId m_projectId; ///< in the way back
    QPushButton *m_back;
    widgets::Label *m_slash;
    QPushButton *m_project;
    widgets::ProviderMark *m_mark;
    widgets::Label *m_name;
    widgets::EnvTag *m_environment;
    widgets::StatusGlyph *m_status;
    widgets::Label *m_address;
    QPushButton *m_terminal;
    QPushButton *m_more;
    QTabBar *m_tabs;
    QStackedWidget *m_panes;
    InstanceInspector *m_inspector = nullptr;
};

} // namespace aiops::myspace
