#include "features/myspace/gui/actions.h"

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
using team::Action;

QString sshCommand(const Instance &instance)
{
    const QString port = instance.port == 22 ? QString() : u" -p %1"_s.arg(instance.port);
    const QString user = instance.user.isEmpty() ? QString() : instance.user + u'@';
    return u"ssh"_s + port + u' ' + user + instance.address;
}

Actions::Actions(Estate &estate, team::Gatekeeper &gatekeeper, CredentialChoice &credentials,
                 shell::Navigator &navigator, QObject *parent)
    : QObject(parent), m_estate(estate), m_gatekeeper(gatekeeper), m_credentials(credentials), m_navigator(navigator)
{
    connect(&estate, &Estate::problem, this, [this](const Error &error) { report(tr("My Space"), error); });
    connect(&estate, &Estate::changed, &navigator, &shell::Navigator::refreshStatus);
    connect(&estate, &Estate::viewChanged, &navigator, &shell::Navigator::refreshStatus);
}

Result<Permit> Actions::permit(Action action, InstanceId id)
{
    const Instance *instance = m_estate.instance(id);
    return m_gatekeeper.request(action, {u"instance"_s, id.toString(), instance ? instance->name : QString()});
}

Result<Permit> Actions::permit(Action action, ProjectId id)
{
    const Project *project = m_estate.project(id);
    return m_gatekeeper.request(action, {u"project"_s, id.toString(), project ? project->name : QString()});
}

void Actions::report(const QString &where, const Error &error)
{
    if (error.code != Errc::Cancelled)
        m_navigator.problem(where, error);
}

template <typename T>
void Actions::watch(const QString &where, Future<T> future)
{
    deliver(future, this, [this, where](const Result<T> &result) {
        if (!result)
            report(where, result.error());
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

void Actions::copySshCommand(InstanceId id)
{
    const Instance *instance = m_estate.instance(id);
    if (!instance)
        return;
    auto allowed = permit(Action::InstanceCopyCommand, id);
    if (!allowed)
        return report(instance->name, allowed.error());
    QGuiApplication::clipboard()->setText(sshCommand(*instance));
    allowed->succeeded();
    m_navigator.toast(tr("Copied: %1").arg(sshCommand(*instance)));
}

void Actions::archive(const QList<InstanceId> &ids)
{
    const QString name = nameOf(ids);
    for (const InstanceId id : ids) {
        if (auto allowed = permit(Action::InstanceArchive, id))
            watch(name, m_estate.inventory().archiveInstance(*std::move(allowed), id));
        else
            return report(name, allowed.error());
    }
    const QPointer<Actions> self(this);
    m_navigator.toast(tr("%1 archived").arg(name), tr("Undo"), [self, ids] {
        if (self)
            self->restore(ids);
    });
}

void Actions::restore(const QList<InstanceId> &ids)
{
    for (const InstanceId id : ids) {
        if (auto allowed = permit(Action::InstanceRestore, id))
            watch(nameOf(ids), m_estate.inventory().restoreInstance(*std::move(allowed), id));
        else
            return report(nameOf(ids), allowed.error());
    }
}

void Actions::remove(const QList<InstanceId> &ids, QWidget *parent)
{
    const QString text = ids.size() == 1
        ? tr("The server keeps running. Its projects, tags, notes and attached credentials are taken off this list; the "
             "credentials stay in the vault. You cannot undo this. Archive it instead to keep everything.")
        : tr("The servers keep running. Their projects, tags, notes and attached credentials are taken off this list; "
             "the credentials stay in the vault. You cannot undo this.");
    const QString verb = ids.size() == 1 ? tr("Remove") : tr("Remove %n instances", nullptr, int(ids.size()));
    const QPointer<Actions> self(this);
    shell::Confirmation::ask(parent, {tr("Remove %1 from My Space?").arg(nameOf(ids)), text, verb}, [self, ids] {
        for (const InstanceId id : self ? ids : QList<InstanceId>()) {
            if (auto allowed = self->permit(Action::InstanceRemove, id))
                self->watch(self->nameOf(ids), self->m_estate.inventory().removeInstance(*std::move(allowed), id));
            else
                return self->report(self->nameOf(ids), allowed.error());
        }
    });
}

void Actions::linkTo(const QList<InstanceId> &ids, QWidget *parent)
{
    if (m_estate.projects().isEmpty())
        return newProject(parent);
    (new LinkDialog(*this, ids, parent))->open();
}

Future<void> Actions::saveLink(ProjectId project, InstanceId id, QString role)
{
    auto allowed = permit(Action::ProjectLink, project);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    const auto linked = co_await m_estate.inventory().link(*std::move(allowed), project, id, role);
    if (!linked)
        co_return std::unexpected(linked.error());
    co_return Status{};
}

void Actions::unlink(ProjectId project, InstanceId id)
{
    QString role;
    for (const Link &link : m_estate.linksOf(id))
        role = link.project == project ? link.role : role;
    auto allowed = permit(Action::ProjectUnlink, project);
    if (!allowed)
        return report(nameOf({id}), allowed.error());
    watch(nameOf({id}), m_estate.inventory().unlink(*std::move(allowed), project, id));
    const Project *from = m_estate.project(project);
    const QPointer<Actions> self(this);
    m_navigator.toast(tr("%1 taken out of %2").arg(nameOf({id}), from ? from->name : QString()), tr("Undo"),
                      [self, project, id, role] {
        if (self)
            self->watch(self->nameOf({id}), self->saveLink(project, id, role));
    });
}

void Actions::attach(CredentialId credential, InstanceId id)
{
    watch(nameOf({id}), m_credentials.attach(credential, id));
}

void Actions::detach(CredentialId credential, InstanceId id)
{
    watch(nameOf({id}), m_credentials.detach(credential, id));
}

void Actions::newCredential(InstanceId id)
{
    m_navigator.run(u"credentials.new"_s, id.toString());
}

void Actions::fillMenu(QMenu *menu, const QList<InstanceId> &ids, QWidget *parent)
{
    const widgets::Theme &theme = widgets::Theme::current();
    const InstanceId first = ids.value(0);
    const Instance *instance = m_estate.instance(first);
    const bool archived = instance && instance->archivedAt.isValid();
    if (ids.size() == 1) {
        menu->addAction(theme.icon(u"external"_s), tr("Open"), this, [=, this] { openInstance(first); });
        if (!archived)
            menu->addAction(theme.icon(u"terminal"_s), tr("Open terminal"), this, [=, this] { openTerminal(first); });
        menu->addAction(theme.icon(u"copy"_s), tr("Copy SSH command"), this, [=, this] { copySshCommand(first); });
        menu->addAction(theme.icon(u"edit"_s), tr("Edit…"), this, [=, this] { editInstance(first, parent); });
        menu->addSeparator();
    }
    if (archived) {
        menu->addAction(theme.icon(u"refresh"_s), tr("Restore"), this, [=, this] { restore(ids); });
    } else {
        menu->addAction(theme.icon(u"tag"_s), tr("Add to project…"), this, [=, this] { linkTo(ids, parent); });
        menu->addAction(theme.icon(u"archive"_s), tr("Archive"), this, [=, this] { archive(ids); });
    }
    menu->addAction(theme.icon(u"trash"_s), tr("Remove…"), this, [=, this] { remove(ids, parent); });
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
    auto allowed = permit(Action::ProjectArchive, id);
    if (!project || !allowed)
        return report(tr("Project"), allowed ? Error{Errc::NotFound, tr("The project is gone.")} : allowed.error());
    const QString name = project->name;
    watch(name, m_estate.inventory().archiveProject(*std::move(allowed), id));
    const QPointer<Actions> self(this);
    m_navigator.toast(tr("%1 archived. Its instances stay.").arg(name), tr("Undo"), [self, id] {
        if (self)
            self->restoreProject(id);
    });
}

void Actions::restoreProject(ProjectId id)
{
    if (auto allowed = permit(Action::ProjectRestore, id))
        watch(tr("Project"), m_estate.inventory().restoreProject(*std::move(allowed), id));
    else
        report(tr("Project"), allowed.error());
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

Future<Organization> Actions::ensureOrganization()
{
    if (!m_estate.organizationId().isNull())
        co_return m_estate.organization();
    auto made = co_await saveOrganization(OrganizationId(), tr("My organization"));
    co_return made;
}

Future<Organization> Actions::saveOrganization(OrganizationId id, QString name)
{
    const QPointer<Actions> self(this);
    const bool isNew = id.isNull();
    auto allowed = m_gatekeeper.request(isNew ? Action::OrganizationAdd : Action::OrganizationEdit,
                                        {u"organization"_s, isNew ? QString() : id.toString(), name});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (!isNew)
        co_return co_await m_estate.inventory().editOrganization(*std::move(allowed), id, name);
    auto made = co_await m_estate.inventory().addOrganization(*std::move(allowed), name);
    if (!made || !self)
        co_return made;
    const auto used = co_await m_estate.inventory().useOrganization(made->id);
    if (!used)
        co_return std::unexpected(used.error());
    co_return made;
}

Future<Project> Actions::saveProject(ProjectId id, ProjectEdit values)
{
    const QPointer<Actions> self(this);
    auto allowed = permit(id.isNull() ? Action::ProjectAdd : Action::ProjectEdit, id);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (!id.isNull())
        co_return co_await m_estate.inventory().editProject(*std::move(allowed), id, values);
    const auto organization = co_await ensureOrganization();
    if (!organization)
        co_return std::unexpected(organization.error());
    if (!self)
        co_return std::unexpected(cancelledError());
    co_return co_await m_estate.inventory().addProject(*std::move(allowed), organization->id, values);
}

Future<Instance> Actions::saveInstance(InstanceId id, InstanceEdit values, QList<Link> links)
{
    const QPointer<Actions> self(this);
    auto allowed = permit(id.isNull() ? Action::InstanceAdd : Action::InstanceEdit, id);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (id.isNull()) {
        const auto organization = co_await ensureOrganization();
        if (!organization)
            co_return std::unexpected(organization.error());
        if (!self)
            co_return std::unexpected(cancelledError());
        co_return co_await m_estate.inventory().addInstance(*std::move(allowed), organization->id, values, links);
    }
    auto saved = co_await m_estate.inventory().editInstance(*std::move(allowed), id, values);
    if (!saved || !self)
        co_return saved;
    const auto linked = co_await relink(id, links);
    if (!linked)
        co_return std::unexpected(linked.error());
    co_return saved;
}

Future<void> Actions::relink(InstanceId id, QList<Link> wanted)
{
    const QPointer<Actions> self(this);
    const QList<Link> old = m_estate.linksOf(id);
    for (const Link &link : old) {
        if (std::ranges::contains(wanted, link.project, &Link::project))
            continue;
        auto allowed = permit(Action::ProjectUnlink, link.project);
        if (!allowed)
            co_return std::unexpected(allowed.error());
        const auto done = co_await m_estate.inventory().unlink(*std::move(allowed), link.project, id);
        if (!done || !self)
            co_return done;
    }
    for (const Link &link : wanted) {
        const auto same = [&](const Link &l) { return l.project == link.project && l.role == link.role; };
        if (std::ranges::any_of(old, same))
            continue;
        const auto done = co_await saveLink(link.project, id, link.role);
        if (!done || !self)
            co_return done;
    }
    co_return Status{};
}

} // namespace aiops::myspace
