#include "features/myspace/gui/actions.h"

#include "core/idlist.h"
#include "features/myspace/sshcommand.h"
#include "features/myspace/gui/instancedialog.h"
#include "features/myspace/gui/linkdialog.h"
#include "features/myspace/gui/projectdialog.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

Actions::Actions(Estate &estate, team::Gatekeeper &gatekeeper, CredentialChoice &credentials,
                 shell::Navigator &navigator, QObject *parent)
    : QObject(parent), m_estate(estate), m_changes(estate, gatekeeper), m_credentials(credentials), m_navigator(navigator)
{
    connect(&estate, &Estate::problem, this, [this](const Error &error) { report(tr("My Space"), error); });
    connect(&estate, &Estate::changed, &navigator, &shell::Navigator::refreshStatus);
    connect(&estate, &Estate::viewChanged, &navigator, &shell::Navigator::refreshStatus);
}

void Actions::report(const QString &where, const Error &error)
{
    if (error.code != Errc::Cancelled)
        m_navigator.problem(where, error);
}

template <typename T>
void Actions::watch(const QString &where, Future<T> future, std::function<void()> done)
{
    deliver(future, this, [this, where, done = std::move(done)](const Result<T> &result) {
        if (!result)
            report(where, result.error());
        else if (done)
            done();
    });
}

QString Actions::nameOf(const QList<InstanceId> &ids) const
{
    const Instance *only = ids.size() == 1 ? m_estate.instance(ids.first()) : nullptr;
    return only ? only->name : tr("%n instances", nullptr, int(ids.size()));
}

void Actions::addInstance(QWidget *parent)
{
    (new InstanceDialog(*this, InstanceId(), parent))->open();
}

void Actions::editInstance(InstanceId id, QWidget *parent)
{
    if (m_estate.instance(id))
        (new InstanceDialog(*this, id, parent))->open();
}

void Actions::openInstance(InstanceId id)
{
    m_navigator.open(u"instance"_s, id.toString());
}

void Actions::openTerminal(InstanceId id)
{
    m_navigator.open(u"terminals"_s, id.toString());
}

void Actions::openTerminals(const QList<InstanceId> &ids, QWidget *parent)
{
    const int production = int(std::ranges::count_if(ids, [this](InstanceId id) {
        const Instance *instance = m_estate.instance(id);
        return instance && instance->environment == Environment::Production;
    }));
    const auto openAll = [this, ids] {
        for (const InstanceId id : ids)
            openTerminal(id);
    };
    if (production <= 1)
        return openAll();
    const QString title = production == ids.size()
        ? tr("Open terminals on %n production instances?", nullptr, production)
        : tr("Open %1 terminals, %2 of them on production?").arg(ids.size()).arg(production);
    shell::Confirmation::ask(parent, {.title = title, .text = tr("Each signs in on its own. What you type goes to one terminal at a time."),
                                      .confirm = tr("Open %n terminals", nullptr, int(ids.size())), .isDanger = false},
                             [self = QPointer(this), openAll] {
                                 if (self)
                                     openAll();
                             });
}

void Actions::exportCsv(const QList<InstanceId> &ids)
{
    m_navigator.run(u"importing.export"_s, joinedIds(ids));
}

void Actions::copySshCommand(InstanceId id)
{
    const Instance *instance = m_estate.instance(id);
    if (!instance)
        return;
    auto allowed = m_changes.permit(team::Action::InstanceCopyCommand, id);
    if (!allowed)
        return report(instance->name, allowed.error());
    QGuiApplication::clipboard()->setText(sshCommand(*instance));
    allowed->succeeded();
    m_navigator.toast(tr("Copied: %1").arg(sshCommand(*instance)));
}

void Actions::archive(const QList<InstanceId> &ids)
{
    const QString name = nameOf(ids);
    watch(name, m_changes.archive(ids), [this, name] { toastUndo(tr("%1 archived").arg(name)); });
}

void Actions::restore(const QList<InstanceId> &ids)
{
    const QString name = nameOf(ids);
    watch(name, m_changes.restore(ids), [this, name] { toastUndo(tr("%1 restored").arg(name)); });
}

void Actions::remove(const QList<InstanceId> &ids, QWidget *parent)
{
    const QString text = ids.size() == 1
        ? tr("The server keeps running. Its projects, tags, notes and attached credentials are taken off this list; the "
             "credentials stay in the vault. You cannot undo this. Archive it instead to keep everything.")
        : tr("The servers keep running. Their projects, tags, notes and attached credentials are taken off this list; "
             "the credentials stay in the vault. You cannot undo this.");
    const QString verb = ids.size() == 1 ? tr("Remove") : tr("Remove %n instances", nullptr, int(ids.size()));
    const QString name = nameOf(ids);
    shell::Confirmation::ask(parent, {tr("Remove %1 from My Space?").arg(name), text, verb}, [self = QPointer(this), ids, name] {
        if (!self)
            return;
        self->watch(name, self->m_changes.remove(ids), [self, name] { self->m_navigator.toast(tr("%1 removed").arg(name)); });
    });
}

void Actions::linkTo(const QList<InstanceId> &ids, QWidget *parent)
{
    if (m_estate.projects().isEmpty())
        return newProject(parent);
    (new LinkDialog(*this, ids, parent))->open();
}

void Actions::unlink(ProjectId project, InstanceId id)
{
    const Project *from = m_estate.project(project);
    const QString text = tr("%1 taken out of %2").arg(nameOf({id}), from ? from->name : QString());
    watch(nameOf({id}), m_changes.unlink(project, id), [this, text] { toastUndo(text); });
}

void Actions::attach(CredentialId credential, InstanceId id)
{
    watch(nameOf({id}), m_credentials.attach(credential, id));
}

namespace {

/// One after the other; how many of them did not have it yet.
Future<int> attachToAll(QPointer<CredentialChoice> choice, CredentialId credential, QList<InstanceId> ids)
{
    int attached = 0;
    for (const InstanceId id : ids) {
        if (!choice)
            co_return std::unexpected(cancelledError());
        const Status done = co_await choice->attach(credential, id);
        if (!done && done.error().code != Errc::Conflict) // it has it already
            co_return std::unexpected(done.error());
        attached += done.has_value();
    }
    co_return attached;
}

} // namespace

void Actions::attachMany(const CredentialName &credential, const QList<InstanceId> &ids)
{
    deliver(attachToAll(&m_credentials, credential.id, ids), this, [this, name = credential.name, ids](const Result<int> &attached) {
        if (attached)
            m_navigator.toast(tr("%1 attached to %n instances", nullptr, *attached).arg(name));
        else
            m_navigator.problem(nameOf(ids), attached.error());
    });
}

void Actions::fillCredentialMenu(QMenu *menu, const QList<InstanceId> &ids)
{
    const QList<CredentialName> all = m_credentials.all();
    if (all.isEmpty())
        return;
    QMenu *names = menu->addMenu(widgets::Theme::current().icon(u"key"_s), tr("Set credential"));
    names->setObjectName(u"credentialMenu"_s);
    for (const CredentialName &each : all)
        names->addAction(each.user.isEmpty() ? each.name : tr("%1 (%2)").arg(each.name, each.user), this, [this, each, ids] { attachMany(each, ids); });
}

void Actions::detach(CredentialId credential, InstanceId id)
{
    const QList<CredentialName> attached = m_credentials.attachedTo(id);
    const auto which = std::ranges::find(attached, credential, &CredentialName::id);
    const QString text = tr("%1 detached from %2").arg(which == attached.end() ? QString() : which->name, nameOf({id}));
    watch(nameOf({id}), m_credentials.detach(credential, id), [this, credential, id, text] {
        m_navigator.toast(text, tr("Undo"), [self = QPointer(this), credential, id] {
            if (self)
                self->attach(credential, id);
        });
    });
}

void Actions::newCredential(InstanceId id)
{
    m_navigator.run(u"credentials.new"_s, id.toString());
}

void Actions::addMenuPart(QMenu *menu, InstanceId id, QWidget *parent)
{
    const widgets::Theme &theme = widgets::Theme::current();
    const Instance *instance = m_estate.instance(id);
    menu->addAction(theme.icon(u"external"_s), tr("Open"), this, [=, this] { openInstance(id); });
    if (instance && !instance->archivedAt.isValid())
        menu->addAction(theme.icon(u"terminal"_s), tr("Open terminal"), this, [=, this] { openTerminal(id); });
    menu->addAction(theme.icon(u"copy"_s), tr("Copy SSH command"), this, [=, this] { copySshCommand(id); });
    menu->addAction(theme.icon(u"edit"_s), tr("Edit…"), this, [=, this] { editInstance(id, parent); });
    menu->addSeparator();
}

void Actions::fillMenu(QMenu *menu, const QList<InstanceId> &ids, QWidget *parent)
{
    const widgets::Theme &theme = widgets::Theme::current();
    const Instance *instance = m_estate.instance(ids.value(0));
    const bool archived = instance && instance->archivedAt.isValid();
    if (ids.size() == 1)
        addMenuPart(menu, ids.first(), parent);
    else if (!archived)
        menu->addAction(theme.icon(u"terminal"_s), tr("Open terminals"), this, [=, this] { openTerminals(ids, parent); });
    if (archived) {
        menu->addAction(theme.icon(u"refresh"_s), tr("Restore"), this, [=, this] { restore(ids); });
    } else {
        menu->addAction(theme.icon(u"play"_s), tr("Run command…"), this, [=, this] { runCommand(ids); });
        menu->addAction(theme.icon(u"refresh"_s), tr("Probe"), this, [=, this] { probe(ids); });
        menu->addAction(theme.icon(u"folder"_s), tr("Add to project…"), this, [=, this] { linkTo(ids, parent); });
        fillEditMenu(menu, ids, parent);
        menu->addAction(theme.icon(u"archive"_s), tr("Archive"), this, [=, this] { archive(ids); });
    }
    menu->addAction(theme.icon(u"export"_s), tr("Export CSV…"), this, [=, this] { exportCsv(ids); });
    menu->addSeparator();
    menu->addAction(theme.icon(u"trash"_s), tr("Remove…"), this, [=, this] { remove(ids, parent); });
}

void Actions::fillEditMenu(QMenu *menu, const QList<InstanceId> &ids, QWidget *parent)
{
    const widgets::Theme &theme = widgets::Theme::current();
    menu->addAction(theme.icon(u"tag"_s), tr("Tag…"), this, [=, this] { bulkEdit(ids, parent, u"addTags"_s); });
    if (ids.size() < 2)
        return;
    menu->addAction(theme.icon(u"edit"_s), tr("Set user, port, environment, group…"), this, [=, this] { bulkEdit(ids, parent); });
    fillCredentialMenu(menu, ids);
}

void Actions::fillMoreMenu(QMenu *menu, const QList<InstanceId> &ids, QWidget *parent)
{
    const widgets::Theme &theme = widgets::Theme::current();
    fillEditMenu(menu, ids, parent);
    menu->addSeparator();
    menu->addAction(theme.icon(u"export"_s), tr("Export CSV…"), this, [=, this] { exportCsv(ids); });
    menu->addAction(theme.icon(u"archive"_s), tr("Archive"), this, [=, this] { archive(ids); });
    menu->addSeparator();
    menu->addAction(theme.icon(u"trash"_s), tr("Remove…"), this, [=, this] { remove(ids, parent); });
}

void Actions::runCommand(const QList<InstanceId> &ids)
{
    m_navigator.run(u"exec.compose"_s, joinedIds(ids));
}

void Actions::probe(const QList<InstanceId> &ids)
{
    m_navigator.run(u"probing.probe"_s, joinedIds(ids));
}

void Actions::openDashboard(ProjectId id)
{
    const ProjectId wanted = id.isNull() ? m_estate.view().project : id;
    if (!m_estate.project(wanted))
        return m_navigator.toast(tr("Choose a project first; its dashboard opens from there."));
    m_navigator.open(u"project"_s, wanted.toString());
}

void Actions::newProject(QWidget *parent)
{
    (new ProjectDialog(*this, ProjectId(), parent))->open();
}

void Actions::editProject(ProjectId id, QWidget *parent)
{
    if (m_estate.project(id))
        (new ProjectDialog(*this, id, parent))->open();
}

void Actions::archiveProject(ProjectId id)
{
    const Project *project = m_estate.project(id);
    const QString name = project ? project->name : tr("Project");
    watch(name, m_changes.archive(id), [this, name, id] {
        m_navigator.toast(tr("%1 archived. Its instances stay.").arg(name), tr("Undo"), [self = QPointer(this), id] {
            if (self)
                self->restoreProject(id);
        });
    });
}

void Actions::restoreProject(ProjectId id)
{
    const Project *project = m_estate.project(id);
    const QString name = project ? project->name : tr("Project");
    watch(name, m_changes.restore(id), [this, name] { m_navigator.toast(tr("%1 restored").arg(name)); });
}

void Actions::newOrganization(QWidget *parent)
{
    (new OrganizationDialog(*this, OrganizationId(), parent))->open();
}

void Actions::renameOrganization(QWidget *parent)
{
    (new OrganizationDialog(*this, m_estate.organizationId(), parent))->open();
}

void Actions::useOrganization(OrganizationId id)
{
    m_estate.setView({});
    watch(tr("Organization"), m_estate.inventory().useOrganization(id));
}

} // namespace aiops::myspace
