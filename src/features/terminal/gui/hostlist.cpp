#include "features/terminal/gui/hostlist.h"

#include "core/text.h"
#include "widgets/filterbar.h"
#include "widgets/marks.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPixmap>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLocal = "local"_L1;

/// What cannot be read is shown as nothing; My Space tells why.
template <typename T>
QList<T> listed(Result<QList<T>> result)
{
    return result ? *std::move(result) : QList<T>{};
}

QIcon squareIcon(const QColor &color)
{
    QPixmap pixmap(16, 16);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    widgets::paintProjectSquare(painter, QRectF(4, 4, 8, 8), color);
    return pixmap;
}

} // namespace

HostList::HostList(inventory::Inventory &inventory, QWidget *parent)
    : QWidget(parent), m_inventory(inventory), m_filter(new widgets::FilterBar), m_tree(new QTreeWidget)
{
    m_filter->setObjectName(u"hostFilterEdit"_s);
    m_filter->setSubject(tr("Filter hosts"));
    m_filter->setKeyHint({});
    m_tree->setObjectName(u"hostTree"_s);
    m_tree->setAccessibleName(tr("Hosts"));
    m_tree->setHeaderHidden(true);
    m_tree->setColumnCount(1);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setTextElideMode(Qt::ElideMiddle); // names differ at their end
    m_tree->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &HostList::fill);
    connect(&m_inventory, &inventory::Inventory::changed, this, &HostList::fill);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        const QString object = item->data(0, Qt::UserRole).toString();
        if (object == kLocal)
            emit localChosen();
        else if (const auto id = InstanceId::parse(object); !id.isNull())
            emit chosen(id);
    });
    fill();
}

void HostList::focusFilter()
{
    m_filter->focus();
}

void HostList::addBelow(QWidget *widget)
{
    layout()->addWidget(widget);
}

void HostList::refresh()
{
    fill();
}

void HostList::fill()
{
    m_tree->clear();
    addLocal();
    const OrganizationId organization = m_inventory.currentOrganization();
    if (organization.isNull())
        return;
    const auto projects = listed(m_inventory.projects(organization));
    for (const inventory::Project &project : projects) {
        const inventory::InstanceFilter filter{.organization = organization, .project = project.id, .text = m_filter->text()};
        addGroup(project.name, QColor(project.color), listed(m_inventory.instances(filter)));
    }
    const inventory::InstanceFilter rest{.organization = organization, .withoutProject = true, .text = m_filter->text()};
    addGroup(tr("No project"), widgets::Theme::current().color(widgets::Token::Muted), listed(m_inventory.instances(rest)));
}

void HostList::addLocal()
{
    if (const QString name = tr("This computer"); name.contains(m_filter->text(), Qt::CaseInsensitive))
        m_tree->addTopLevelItem(makeItem(name, kLocal, u"computer"_s));
}

void HostList::addGroup(const QString &title, const QColor &color, const QList<inventory::Instance> &instances)
{
    if (instances.isEmpty())
        return;
    auto *group = new QTreeWidgetItem(m_tree, {tr("%1  %2").arg(shownPlain(title, 100)).arg(instances.size())});
    group->setIcon(0, squareIcon(color));
    group->setFlags(Qt::ItemIsEnabled);
    for (const inventory::Instance &instance : instances)
        group->addChild(makeHost(instance));
    group->setExpanded(true);
}

QTreeWidgetItem *HostList::makeHost(const inventory::Instance &instance) const
{
    return makeItem(shownPlain(instance.name, 100), instance.id.toString(), u"terminal"_s);
}

QTreeWidgetItem *HostList::makeItem(const QString &name, const QString &id, const QString &icon) const
{
    auto *item = new QTreeWidgetItem({name});
    item->setData(0, Qt::UserRole, id);
    item->setData(0, Qt::AccessibleTextRole, tr("%1, open a terminal").arg(name));
    item->setIcon(0, widgets::Theme::current().icon(icon, widgets::Token::Muted));
    item->setSizeHint(0, {0, 28});
    return item;
}

} // namespace aiops::terminal
