#include "features/myspace/gui/instancepage.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/instanceinspector.h"
#include "shell/navigator.h"
#include "widgets/button.h"
#include "widgets/label.h"
#include "widgets/marks.h"
#include "widgets/statusglyph.h"

#include <QMenu>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

InstancePage::InstancePage(Actions &actions, const shell::Registry &registry, QWidget *parent)
    : Page(parent), m_actions(actions), m_specs(registry.panes()),
      m_back(makeButton(tr("My Space"), ButtonKind::Ghost, u"chevron-left"_s)),
      m_slash(new Label(u"/"_s, "secondary", "muted")), m_project(makeButton(QString(), ButtonKind::Ghost)), m_mark(new ProviderMark),
      m_name(new Label(QString(), "title")), m_environment(new EnvTag), m_status(new StatusGlyph),
      m_address(new Label(QString(), "mono", "muted")),
      m_terminal(makeButton(tr("Open terminal"), ButtonKind::Primary, u"terminal"_s)),
      m_more(makeIconButton(u"dots"_s, tr("More actions"))), m_tabs(new QTabBar), m_panes(new QStackedWidget)
{
    setObjectName(u"instancePage"_s);
    std::ranges::stable_sort(m_specs, {}, &shell::PaneSpec::order);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(4);
    addHeader(column);
    m_tabs->setObjectName(u"paneTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the instance"));
    m_tabs->setExpanding(false);
    for (const shell::PaneSpec &spec : std::as_const(m_specs))
        m_tabs->addTab(spec.title);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(10, 0, 10, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    column->addLayout(tabRow);
    auto *line = new QFrame;
    line->setProperty("panel", u"line"_s);
    line->setFixedHeight(1);
    column->addWidget(line);
    column->addWidget(m_panes, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &InstancePage::showPane);
    connect(&actions.estate(), &Estate::changed, this, &InstancePage::showInstance);
    connect(&actions.estate(), &Estate::seenChanged, this, [this](const QList<InstanceId> &ids) {
        if (ids.contains(m_id))
            showInstance();
    });
    showInstance();
}

void InstancePage::addHeader(QVBoxLayout *column)
{
    auto *crumbs = new QHBoxLayout;
    crumbs->setContentsMargins(12, 0, 20, 0);
    crumbs->setSpacing(0);
    for (QWidget *part : std::initializer_list<QWidget *>{m_back, m_slash, m_project})
        crumbs->addWidget(part);
    crumbs->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(20, 0, 20, 0);
    row->setSpacing(10);
    for (QWidget *part : std::initializer_list<QWidget *>{m_mark, m_name, m_environment, m_status, m_address})
        row->addWidget(part);
    row->addStretch(1);
    row->addWidget(m_terminal);
    row->addWidget(m_more);
    m_back->setObjectName(u"backButton"_s);
    m_project->setObjectName(u"projectButton"_s);
    setSmall(m_back);
    setSmall(m_project);
    m_terminal->setObjectName(u"terminalButton"_s);
    m_more->setObjectName(u"moreButton"_s);
    m_name->setElideMode(Qt::ElideMiddle);
    column->addLayout(crumbs);
    column->addLayout(row);
    connect(m_back, &QPushButton::clicked, this, [this] { m_actions.navigator().open(u"myspace"_s); });
    connect(m_project, &QPushButton::clicked, this, [this] {
        m_actions.estate().setView({View::OneProject, m_projectId});
        m_actions.navigator().open(u"myspace"_s);
    });
    connect(m_terminal, &QPushButton::clicked, this, [this] { m_actions.openTerminal(m_id); });
    connect(m_more, &QPushButton::clicked, this, &InstancePage::openMenu);
}

QWidget *InstancePage::makeInspector(QWidget *parent)
{
    m_inspector = new InstanceInspector(m_actions, parent);
    m_inspector->show({m_id});
    return m_inspector;
}

QWidget *InstancePage::mainView()
{
    QWidget *pane = m_panes->currentWidget();
    return pane ? pane : this;
}

void InstancePage::openObject(const QString &objectId)
{
    const InstanceId id = InstanceId::parse(objectId.section(u'/', 0, 0));
    if (id.isNull())
        return;
    const QString pane = objectId.section(u'/', 1);
    if (id != m_id)
        dropPanes(m_id, false);
    m_id = id;
    const auto spec = std::ranges::find(m_specs, pane, &shell::PaneSpec::id);
    const int tab = spec == m_specs.end() ? m_lastTab.value(id, 0) : int(spec - m_specs.begin());
    {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->setCurrentIndex(tab);
    }
    showInstance();
    showPane(tab);
    if (m_inspector)
        m_inspector->show({m_id});
}

void InstancePage::dropPanes(InstanceId id, bool all)
{
    QList<QPointer<QWidget>> &made = m_made[id];
    for (qsizetype tab = 0; tab < made.size(); ++tab) {
        if (!made[tab] || (m_specs[tab].keepsRunning && !all))
            continue;
        m_panes->removeWidget(made[tab]);
        made[tab]->deleteLater();
        made[tab] = nullptr;
    }
    if (all || std::ranges::none_of(made, [](QWidget *pane) { return pane; }))
        m_made.remove(id);
}

void InstancePage::dropRemoved()
{
    for (const InstanceId id : m_made.keys()) {
        if (id != m_id && !m_actions.estate().instance(id))
            dropPanes(id, true);
    }
}

void InstancePage::showPane(int tab)
{
    if (m_id.isNull() || tab < 0 || tab >= m_specs.size())
        return;
    m_lastTab[m_id] = tab;
    QList<QPointer<QWidget>> &made = m_made[m_id];
    made.resize(m_specs.size());
    if (!made[tab]) {
        made[tab] = m_specs[tab].create(m_id.toString(), m_panes);
        m_panes->addWidget(made[tab]);
    }
    m_panes->setCurrentWidget(made[tab]);
}

void InstancePage::paintEvent(QPaintEvent *event)
{
    Page::paintEvent(event);
    m_actions.estate().loadSoon();
}

void InstancePage::showProject()
{
    const QList<Link> links = m_actions.estate().linksOf(m_id);
    const View &view = m_actions.estate().view();
    const auto looked = std::ranges::find(links, view.project, &Link::project);
    const Project *project = links.isEmpty() ? nullptr : m_actions.estate().project((looked == links.end() ? links.begin() : looked)->project);
    m_slash->setVisible(project);
    m_project->setVisible(project);
    m_projectId = project ? project->id : ProjectId();
    m_project->setText(project ? QString(project->name).replace(u'&', u"&&"_s) : QString());
}

void InstancePage::showInstance()
{
    const Instance *instance = m_actions.estate().instance(m_id);
    if (m_actions.estate().isLoaded())
        dropRemoved();
    m_name->setText(instance ? instance->name : m_actions.estate().isLoaded() ? tr("This instance was removed") : QString());
    showProject();
    for (QWidget *part : std::initializer_list<QWidget *>{m_mark, m_environment, m_status, m_address, m_terminal, m_more, m_tabs, m_panes})
        part->setVisible(instance || (!m_actions.estate().isLoaded() && (part == m_tabs || part == m_panes)));
    if (!instance)
        return;
    const LastSeen seen = m_actions.estate().lastSeen(m_id);
    const QString status = statusOf(seen);
    m_mark->setProvider(providerName(instance->provider));
    m_environment->setEnvironment(environmentName(instance->environment));
    m_status->setStatus(shapeOf(status), seen.at.isValid() ? tr("%1, %2").arg(statusWord(status), agoText(seen.at)) : statusWord(status));
    m_address->setText(instance->address);
    m_terminal->setVisible(!instance->archivedAt.isValid());
}

void InstancePage::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillMenu(menu, {m_id}, window());
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

} // namespace aiops::myspace
