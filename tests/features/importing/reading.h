#pragma once

#include "features/importing/applying.h"
#include "features/importing/sourcefile.h"
#include "features/importing/ansibleinventory.h"
#include "features/importing/exporting.h"
#include "features/importing/sshhosts.h"
#include "core/text.h"
#include "inventory/world.h"

#include <QDir>
#include <QFileInfo>

namespace aiops::importing {

using namespace Qt::StringLiterals;

inline QString dataFolder() { return QStringLiteral(AIOPS_TEST_DATA "/import"); }

/// Reads one of the fixtures; the folder says what it is. ssh_config files have a home of their own.
inline Result<Document> readFixture(const QString &name)
{
    const QString path = dataFolder() + u'/' + name;
    if (name.startsWith("ssh/"_L1)) {
        const auto config = ssh::readSshConfig(path, {.home = u"/home/ops"_s, .sshFolder = dataFolder() + u"/ssh"_s});
        return config ? Result<Document>(hostsOfSshConfig(*config)) : std::unexpected(config.error());
    }
    const auto source = readSource({.kind = name.startsWith("csv/"_L1) ? SourceKind::Csv : SourceKind::Ansible, .path = path});
    return source ? Result<Document>(source->document) : std::unexpected(source.error());
}

inline QString shownValues(const HostRecord &host)
{
    QStringList parts{shownPlain(host.name), shownPlain(host.address.value_or(u"-"_s)) + (host.port ? u' ' + QString::number(*host.port) : QString())};
    const auto add = [&parts](const QString &key, const std::optional<QString> &value) {
        if (value)
            parts += key + u'=' + shownPlain(*value);
    };
    add(u"user"_s, host.user);
    add(u"env"_s, host.environment.transform(inventory::environmentName));
    add(u"group"_s, host.group.transform([](const QStringList &path) { return path.join(u'/'); }));
    add(u"jump"_s, host.jump.transform([](const JumpTo &jump) { return jump.isDirect ? u"none"_s : jump.name; }));
    add(u"proxy"_s, host.proxy);
    add(u"key"_s, host.keyFile);
    add(u"notes"_s, host.notes);
    if (!host.tags.isEmpty())
        parts += u"tags="_s + host.tags.join(u';');
    QStringList projects;
    for (const auto &[project, role] : host.projects.asKeyValueRange())
        projects += project + u':' + role;
    projects.sort();
    if (!projects.isEmpty())
        parts += u"projects="_s + projects.join(u';');
    if (!host.remarks.isEmpty())
        parts += u"left out: "_s + host.remarks.join(u"; "_s);
    return parts.join(u" | "_s);
}

/// The whole plan as text, a line each.
inline QString shownPlan(const ImportPlan &plan)
{
    QString text;
    for (const GroupRecord &group : plan.newGroups) {
        text += u"group "_s + group.path.join(u'/') + (group.user.isEmpty() ? QString() : u" user="_s + group.user)
                + (group.port > 0 ? u" port="_s + QString::number(group.port) : QString()) + u'\n';
    }
    for (const PlanRow &row : plan.rows) {
        text += u"%1 %2 %3"_s.arg(stateKey(row.state), QString::number(row.values.line), shownValues(row.values));
        text += row.message.isEmpty() ? u"\n"_s : u" !! "_s + row.message + u'\n';
    }
    for (const Problem &problem : plan.problems)
        text += (problem.isNote ? u"note "_s : u"problem "_s) + shownProblem(problem).replace(dataFolder(), u"…"_s) + u'\n';
    return text;
}

/// A home into which documents are imported.
struct ImportWorld : inventory::World
{
    Present present() { return readPresent(inventory, organization).value_or(Present()); }
    Result<Applied> import(const Document &document, const ForAll &forAll = {})
    {
        const Present now = present();
        const ImportPlan plan = makePlan(document, now, forAll);
        return wait(applyPlan(inventory, gate, now, plan, plan.chosen(plan.wanted())));
    }
};

} // namespace aiops::importing
