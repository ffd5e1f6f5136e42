#include "inventory/batch.h"

#include "inventory/groupstore.h"
#include "inventory/instancestore.h"
#include "inventory/linkstore.h"
#include "inventory/markstore.h"
#include "inventory/projectstore.h"

#include "core/text.h"
#include "storage/command.h"

#include <QCoreApplication>
#include <QSet>

namespace aiops::inventory {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostNamesInAudit = 20;
constexpr qsizetype kAtOnce = 32; ///< new instances whose rows are written together

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
        if (wanted.id.isNull())
            return add(wanted);
        if (auto written = flush(); !written) // in the order of the batch
            return std::unexpected(written.error());
        auto done = edit(wanted).and_then([&] { return relink(wanted); }).and_then([&] { return mark(wanted.id, wanted.keyFile); });
        if (!done)
            return about(wanted.values.name.value_or(nameOf(wanted.id)), done.error());
        return wanted.id;
    }

    /// Writes the new instances that wait: their rows, tags and links.
    Status flush()
    {
        const QList<InstanceStore::New> fresh = std::exchange(m_fresh, {});
        const QList<Link> links = std::exchange(m_links, {});
        const auto keyFiles = std::exchange(m_keyFiles, {});
        qsizetype failed = 0;
        if (auto done = InstanceStore::insertAll(m_command, fresh, failed); !done)
            return about(fresh[failed].name(), done.error());
        if (auto done = LinkStore::insertAll(m_command, links, failed); !done)
            return about(std::ranges::find(fresh, links[failed].instance, &InstanceStore::New::id)->name(), done.error());
        for (const auto &[id, file] : keyFiles) {
            if (auto done = mark(id, file); !done)
                return about(std::ranges::find(fresh, id, &InstanceStore::New::id)->name(), done.error());
        }
        return {};
    }

private:
    Result<InstanceId> add(const InstanceChange &wanted)
    {
        InstanceEdit values = wanted.values;
        if (!wanted.addTags.isEmpty())
            values.tags = values.tags.value_or(QStringList()) + wanted.addTags;
        Result<InstanceStore::New> fresh = InstanceStore::checkNew(m_batch.organization, values, m_now, wanted.newId);
        if (!fresh)
            return about(wanted.values.name.value_or(QString()), fresh.error());
        const InstanceId id = fresh->id;
        for (const Link &link : wanted.links) {
            if (auto ours = requireOurs(link.project); !ours)
                return about(fresh->name(), ours.error());
            m_links.append({.project = link.project, .instance = id, .role = link.role});
        }
        if (!wanted.keyFile.isEmpty())
            m_keyFiles.emplaceBack(id, wanted.keyFile);
        m_fresh.append(*std::move(fresh));
        return m_fresh.size() < kAtOnce ? Result<InstanceId>(id) : flush().transform([id] { return id; });
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

    Status relink(const InstanceChange &wanted)
    {
        for (const Link &link : wanted.links) {
            if (auto done = LinkStore::link(m_command, link.project, wanted.id, link.role); !done)
                return std::unexpected(done.error());
        }
        for (const ProjectId &project : wanted.unlink) {
            if (auto done = LinkStore::unlink(m_command, project, wanted.id); !done && done.error().code != Errc::NotFound)
                return done;
        }
        return {};
    }

    /// A row that was just made is in the organization of the batch; so must be the projects that it is in.
    Status requireOurs(ProjectId id)
    {
        if (m_ours.contains(id))
            return {};
        const Result<Project> project = ProjectStore::find(m_command.database(), id);
        if (!project)
            return std::unexpected(project.error());
        if (project->organization != m_batch.organization)
            return std::unexpected(Error{Errc::Invalid,
                QCoreApplication::translate("inventory", "The project and the instance are in different organizations.")});
        m_ours.insert(id);
        return {};
    }

    Status mark(InstanceId id, const QString &keyFile)
    {
        return keyFile.isEmpty() ? Status() : MarkStore::setKeyFile(m_command.database(), id, keyFile);
    }

    QString nameOf(InstanceId id)
    {
        const Result<Instance> instance = InstanceStore::find(m_command.database(), id);
        return instance ? instance->name : QString();
    }

    storage::Command &m_command;
    const Batch &m_batch;
    const QString m_now = toRfc3339(m_command.now());
    QSet<ProjectId> m_ours;
    QList<InstanceStore::New> m_fresh; ///< not written yet, with what belongs to them
    QList<Link> m_links;
    QList<std::pair<InstanceId, QString>> m_keyFiles;
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
    if (auto done = applying.flush(); !done)
        return std::unexpected(done.error());
    command.note(u"instances"_s, ids.size());
    if (!names.isEmpty())
        command.note(u"names"_s, names);
    if (ids.size() == 1)
        command.describe(ids.constFirst().toString(), batch.changes.constFirst().values.name.value_or(QString()));
    return ids;
}

} // namespace aiops::inventory
