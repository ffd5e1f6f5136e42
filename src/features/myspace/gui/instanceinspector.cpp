#include "features/myspace/gui/instanceinspector.h"

#include "features/myspace/sshcommand.h"
#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardmodel.h"
#include "widgets/button.h"
#include "widgets/inspectorsection.h"
#include "widgets/label.h"
#include "widgets/marks.h"

#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

QWidget *rowOf(QWidget *mark, const QString &text, const QString &note, QPushButton *button)
{
    auto *row = new QWidget;
    auto *box = new QHBoxLayout(row);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(8);
    if (mark)
        box->addWidget(mark);
    auto *label = new Label(text);
    label->setElideMode(Qt::ElideRight);
    box->addWidget(label, 1);
    if (!note.isEmpty())
        box->addWidget(new Label(note, "secondary", "muted"));
    if (button) {
        setSmall(button);
        box->addWidget(button);
    }
    return row;
}

} // namespace

InstanceInspector::InstanceInspector(Actions &actions, QWidget *parent) : QStackedWidget(parent), m_actions(actions)
{
    setObjectName(u"instanceInspector"_s);
    connect(&actions.estate(), &Estate::changed, this, &InstanceInspector::rebuild);
    connect(&actions.credentials(), &CredentialChoice::changed, this, &InstanceInspector::rebuild);
    rebuild();
}

void InstanceInspector::show(const QList<InstanceId> &ids)
{
    if (ids == m_ids)
        return;
    m_ids = ids;
    rebuild();
}

void InstanceInspector::rebuild()
{
    QWidget *old = currentWidget();
    const bool known = m_ids.size() == 1 && m_actions.estate().instance(m_ids.first());
    QWidget *fresh = m_ids.size() > 1 ? makeMany() : known ? makeOne(m_ids.first()) : makeNothing();
    setWindowTitle(fresh->windowTitle());
    setCurrentIndex(addWidget(fresh));
    if (old) {
        removeWidget(old);
        old->deleteLater();
    }
}

QWidget *InstanceInspector::makeNothing()
{
    auto *column = new InspectorColumn(tr("Details"), this);
    auto *section = column->addSection(tr("Nothing selected"));
    auto *text = new Label(tr("Select an instance to see its address, projects and credentials."), "secondary", "muted");
    text->setWordWrap(true);
    section->addWidget(text);
    return column;
}

QWidget *InstanceInspector::makeMany()
{
    auto *column = new InspectorColumn(tr("%n selected", nullptr, int(m_ids.size())), this);
    auto *section = column->addSection(tr("Selected"));
    for (const InstanceId id : m_ids.first(qMin<qsizetype>(m_ids.size(), 12))) {
        if (const Instance *instance = m_actions.estate().instance(id))
            section->addWidget(rowOf(nullptr, instance->name, instance->address, nullptr));
    }
    if (m_ids.size() > 12)
        section->addWidget(new Label(tr("and %1 more").arg(m_ids.size() - 12), "secondary", "muted"));
    addButtons(column, m_ids);
    return column;
}

QWidget *InstanceInspector::makeOne(InstanceId id)
{
    const Instance &instance = *m_actions.estate().instance(id);
    const LastSeen seen = m_actions.estate().lastSeen(id);
    auto *column = new InspectorColumn(instance.name, this);
    auto *section = column->addSection(tr("Instance"));
    section->setRow(tr("Address"), instance.address, true);
    section->setRow(tr("Port"), QString::number(instance.port), true);
    section->setRow(tr("User"), instance.user, true);
    section->setRow(tr("SSH"), sshCommand(instance), true);
    section->setRow(tr("Environment"), environmentWord(environmentName(instance.environment)));
    section->setRow(tr("Region"), instance.region);
    section->setRow(tr("Tags"), instance.tags.join(u", "_s));
    section->setRow(tr("Last seen"), seen.at.isValid() ? agoText(seen.at) : tr("Never"));
    section->setRow(tr("Added"), QLocale().toString(instance.createdAt.toLocalTime().date(), QLocale::ShortFormat));
    section->setRow(tr("Notes"), instance.notes);
    addButtons(column, {id});
    addProjects(column, id);
    addCredentials(column, id);
    return column;
}

void InstanceInspector::addProjects(InspectorColumn *column, InstanceId id)
{
    auto *section = column->addSection(tr("Projects"));
    auto *add = makeIconButton(u"plus"_s, tr("Add to project"));
    setSmall(add);
    connect(add, &QPushButton::clicked, this, [this, id] { m_actions.linkTo({id}, window()); });
    section->setCorner(add);
    const QList<Link> links = m_actions.estate().linksOf(id);
    for (const Link &link : links) {
        const Project *project = m_actions.estate().project(link.project);
        if (!project)
            continue;
        auto *out = makeIconButton(u"close"_s, tr("Take out of %1").arg(project->name));
        connect(out, &QPushButton::clicked, this, [this, id, from = link.project] { m_actions.unlink(from, id); });
        section->addWidget(rowOf(new ProjectSquare(QColor(project->color)), project->name, link.role, out));
    }
    if (links.isEmpty())
        section->addWidget(new Label(tr("In no project"), "secondary", "muted"));
}

void InstanceInspector::addCredentials(InspectorColumn *column, InstanceId id)
{
    auto *section = column->addSection(tr("Credentials"));
    auto *add = makeIconButton(u"plus"_s, tr("Attach credential"));
    setSmall(add);
    connect(add, &QPushButton::clicked, this, [this, id, add] { openAttachMenu(id, add); });
    section->setCorner(add);
    const QList<CredentialName> attached = m_actions.credentials().attachedTo(id);
    for (const CredentialName &credential : attached) {
        auto *off = makeIconButton(u"close"_s, tr("Detach %1").arg(credential.name));
        connect(off, &QPushButton::clicked, this, [this, id, which = credential.id] { m_actions.detach(which, id); });
        section->addWidget(rowOf(nullptr, credential.name,
                                 credential.kind == u"ssh-key" ? tr("SSH key") : tr("Password"), off));
    }
    if (attached.isEmpty())
        section->addWidget(new Label(tr("SSH agent, or asked when connecting"), "secondary", "muted"));
}

void InstanceInspector::openAttachMenu(InstanceId id, QWidget *anchor)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const CredentialName &credential : m_actions.credentials().all())
        menu->addAction(credential.name, this, [this, id, which = credential.id] { m_actions.attach(which, id); });
    menu->addSeparator();
    menu->addAction(tr("New credential…"), this, [this, id] { m_actions.newCredential(id); });
    menu->popup(anchor->mapToGlobal(QPoint(0, anchor->height())));
}

void InstanceInspector::addButtons(InspectorColumn *column, const QList<InstanceId> &ids)
{
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    const Instance *only = ids.size() == 1 ? m_actions.estate().instance(ids.first()) : nullptr;
    if (only && !only->archivedAt.isValid()) {
        auto *open = makeButton(tr("Open terminal"), ButtonKind::Primary, u"terminal"_s);
        connect(open, &QPushButton::clicked, this, [this, id = ids.first()] { m_actions.openTerminal(id); });
        setSmall(open);
        row->addWidget(open);
    }
    if (only) {
        auto *edit = makeButton(tr("Edit"), ButtonKind::Plain, u"edit"_s);
        connect(edit, &QPushButton::clicked, this, [this, id = ids.first()] { m_actions.editInstance(id, window()); });
        setSmall(edit);
        row->addWidget(edit);
    }
    auto *more = makeIconButton(u"dots"_s, tr("More actions"));
    setSmall(more);
    connect(more, &QPushButton::clicked, this, [this, ids, more] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_actions.fillMenu(menu, ids, window());
        menu->popup(more->mapToGlobal(QPoint(0, more->height())));
    });
    row->addWidget(more);
    row->addStretch(1);
    column->addWidget(holder);
}

} // namespace aiops::myspace
