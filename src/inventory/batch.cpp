#include "inventory/batch.h"

#include "inventory/groupstore.h"
#include "inventory/instancestore.h"
#include "inventory/linkstore.h"
#include "inventory/markstore.h"
#include "inventory/projectstore.h"

#include "storage/command.h"

#include <QCoreApplication>
#include <QSet>

namespace aiops::inventory {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostNamesInAudit = 20;

std::unexpected<Error> about(const QString &name, Error error)
{
    if (!name.isEmpty())
        error.text = QCoreApplication::translate("inventory", "%1: %2").arg(name, error.text);
    return std::unexpected(std::move(error));
}

class Applying final
{
public:
    Applying(storage::Command &command, const Batch &batch) : m_command(command), m_batch(batch) {}

    Status prepare()
    {
        for (const ProjectDraft &draft : m_batch.newProjects) {
            if (auto added = ProjectStore::add(m_command, m_batch.organization, draft.values, draft.id); !added)
                return about(draft.values.name.value_or(QString()), added.error());
        }
        for (Group group : m_batch.newGroups) {
            group.organization = m_batch.organization;
            if (auto added = GroupStore::add(m_command, group); !added)
                return about(group.name, added.error());
        }
        return {};
    }

    Result<InstanceId> change(const InstanceChange &wanted)
    {
        InstanceId id = wanted.id;
        auto done = id.isNull() ? add(wanted).transform([&](InstanceId fresh) { id = fresh; }) : edit(wanted);
        done = done.and_then([&] { return relink(wanted, id); }).and_then([&] { return mark(wanted, id); });
        if (!done)
            return about(wanted.values.name.value_or(nameOf(id)), done.error());
        return id;
    }

private:
    Result<InstanceId> add(const InstanceChange &wanted)
    {
        InstanceEdit values = wanted.values;
        if (!wanted.addTags.isEmpty())
            values.tags = values.tags.value_or(QStringList()) + wanted.addTags;
        return InstanceStore::insert(m_command, m_batch.organization, values, wanted.newId);
    }

    Status edit(const InstanceChange &wanted)
    {
        const Result<Instance> before = InstanceStore::find(m_command.database(), wanted.id);
        if (!before)
            return std::unexpected(before.error());
        InstanceEdit values = wanted.values;
        if (!wanted.addTags.isEmpty() || !wanted.removeTags.isEmpty()) {
            QStringList tags = values.tags.value_or(before->tags) + wanted.addTags;
            tags.removeIf([&](const QString &tag) { return wanted.removeTags.contains(tag); });
            values.tags = tags;
        }
        return InstanceStore::change(m_command, *before, values);
    }

    Status relink(const InstanceChange &wanted, InstanceId id)
    {
        for (const Link &link : wanted.links) {
            // A row that was just made is in no project yet, and in the organization of the batch.
            auto done = wanted.id.isNull() ? insertLink(link, id)
                                           : LinkStore::link(m_command, link.project, id, link.role).transform([](const Link &) {});
            if (!done)
                return done;
        }
        for (const ProjectId &project : wanted.unlink) {
            if (auto done = LinkStore::unlink(m_command, project, id); !done && done.error().code != Errc::NotFound)
                return done;
        }
        return {};
    }

    Status insertLink(const Link &link, InstanceId id)
    {
        if (!m_ours.contains(link.project)) {
            const Result<Project> project = ProjectStore::find(m_command.database(), link.project);
            if (!project)
                return std::unexpected(project.error());
            if (project->organization != m_batch.organization)
                return std::unexpected(Error{Errc::Invalid,
                    QCoreApplication::translate("inventory", "The project and the instance are in different organizations.")});
            m_ours.insert(link.project);
        }
        return LinkStore::insert(m_command, link.project, id, link.role);
    }

    Status mark(const InstanceChange &wanted, InstanceId id)
    {
        return wanted.keyFile.isEmpty() ? Status() : MarkStore::setKeyFile(m_command.database(), id, wanted.keyFile);
    }

    QString nameOf(InstanceId id)
    {
        const Result<Instance> instance = InstanceStore::find(m_command.database(), id);
        return instance ? instance->name : QString();
    }

    storage::Command &m_command;
    const Batch &m_batch;
    QSet<ProjectId> m_ours;
};

} // namespace

Result<QList<InstanceId>> applyBatch(storage::Command &command, const Batch &batch)
{
    Applying applying(command, batch);
    if (auto done = applying.prepare(); !done)
        return std::unexpected(done.error());
    QList<InstanceId> ids;
    ids.reserve(batch.changes.size());
    QJsonArray names;
    for (const InstanceChange &change : batch.changes) {
        const Result<InstanceId> id = applying.change(change);
        if (!id)
            return std::unexpected(id.error());
        ids.append(*id);
        if (names.size() < kMostNamesInAudit && change.values.name)
            names.append(*change.values.name);
    }
    command.note(u"instances"_s, ids.size());
    if (!names.isEmpty())
        command.note(u"names"_s, names);
    if (ids.size() == 1)
        command.describe(ids.constFirst().toString(), batch.changes.constFirst().values.name.value_or(QString()));
    return ids;
}

} // namespace aiops::inventory
