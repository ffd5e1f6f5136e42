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
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

InstancePage::InstancePage(Actions &actions, const shell::Registry &registry, QWidget *parent)
    : Page(parent), m_actions(actions), m_specs(registry.panes()),
      m_back(makeButton(tr("My Space"), ButtonKind::Link, u"chevron-left"_s)), m_mark(new ProviderMark),
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
    showInstance();
}

void InstancePage::addHeader(QVBoxLayout *column)
{
    auto *crumbs = new QHBoxLayout;
    crumbs->setContentsMargins(16, 0, 20, 0);
    crumbs->addWidget(m_back);
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
    m_terminal->setObjectName(u"terminalButton"_s);
    m_more->setObjectName(u"moreButton"_s);
    m_name->setElideMode(Qt::ElideMiddle);
    column->addLayout(crumbs);
    column->addLayout(row);
    connect(m_back, &QPushButton::clicked, this, [this] { m_actions.navigator().open(u"myspace"_s); });
    connect(m_terminal, &QPushButton::clicked, this, [this] { m_actions.openTerminal(m_id); });
    connect(m_more, &QPushButton::clicked, this, &InstancePage::openMenu);
}

QWidget *InstancePage::inspector()
{
    if (!m_inspector) {
        m_inspector = new InstanceInspector(m_actions);
        m_inspector->show({m_id});
    }
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
    if (id != m_id) {
        m_id = id;
        dropPanes();
    }
    const auto spec = std::ranges::find(m_specs, pane, &shell::PaneSpec::id);
    m_tabs->setCurrentIndex(spec == m_specs.end() ? qMax(0, m_tabs->currentIndex()) : int(spec - m_specs.begin()));
    showInstance();
    showPane(m_tabs->currentIndex());
    if (m_inspector)
        m_inspector->show({m_id});
}

void InstancePage::dropPanes()
{
    for (QWidget *pane : std::as_const(m_made)) {
        if (pane) {
            m_panes->removeWidget(pane);
            pane->deleteLater();
        }
    }
    m_made = QList<QWidget *>(m_specs.size(), nullptr);
}

void InstancePage::showPane(int tab)
{
    if (m_id.isNull() || tab < 0 || tab >= m_made.size())
        return;
    if (!m_made[tab]) {
        m_made[tab] = m_specs[tab].create(m_id.toString(), m_panes);
        m_panes->addWidget(m_made[tab]);
    }
    m_panes->setCurrentWidget(m_made[tab]);
}

void InstancePage::showInstance()
{
    const Instance *instance = m_actions.estate().instance(m_id);
    m_name->setText(instance ? instance->name : tr("This instance was removed"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_mark, m_environment, m_status, m_address, m_terminal, m_more, m_tabs})
        part->setVisible(instance);
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
