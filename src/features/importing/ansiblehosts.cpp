#include "features/importing/ansibleinventory.h"

#include "core/future.h"
#include "core/text.h"
#include "features/importing/jumphosts.h"
#include "inventory/validation.h"

#include <QDir>
#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepestGroup = 32;
using Vars = AnsibleInventory::Vars;

/// "\\n" and "\\\\" of an export as the characters that they stand for.
QString plainLines(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscape = text[i] == u'\\' && i + 1 < text.size();
        plain += !isEscape ? text[i] : text[i + 1] == u'n' ? QChar(u'\n') : text[i + 1];
        i += isEscape ? 1 : 0;
    }
    return plain;
}

/// The hop in "-o ProxyJump=bastion", "-J bastion" or "-o ProxyCommand='ssh -W %h:%p bastion'".
std::optional<QList<ssh::ConfigJump>> jumpsOfArguments(const QString &text)
{
    const QString bare = QString(text).remove(u'"').remove(u'\'').simplified();
    const qsizetype command = bare.indexOf("ProxyCommand="_L1);
    if (command >= 0) {
        const auto jump = ssh::jumpOfCommand(bare.sliced(command + 13).section(" -o"_L1, 0, 0));
        return jump ? std::optional(QList{*jump}) : std::nullopt;
    }
    const QStringList words = bare.split(u' ');
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words[i].startsWith("-J"_L1))
            return ssh::parseJumps(words[i].size() > 2 ? words[i].sliced(2) : words.value(i + 1));
        const qsizetype option = words[i].indexOf("ProxyJump="_L1);
        if (option == 0 || (option == 2 && words[i].startsWith("-o"_L1)))
            return ssh::parseJumps(words[i].sliced(option + 10));
    }
    return {};
}

/// The names under which the values of a connection stand; the first that is given counts.
const QHash<QString, QStringList> kNames{
    {u"host"_s, {u"ansible_host"_s, u"ansible_ssh_host"_s}},
    {u"port"_s, {u"ansible_port"_s, u"ansible_ssh_port"_s}},
    {u"user"_s, {u"ansible_user"_s, u"ansible_ssh_user"_s}},
    {u"key"_s, {u"ansible_ssh_private_key_file"_s, u"ansible_private_key_file"_s}},
    {u"args"_s, {u"ansible_ssh_common_args"_s, u"ansible_ssh_extra_args"_s, u"ansible_ssh_args"_s}},
    {u"environment"_s, {u"aiops_environment"_s}},
    {u"region"_s, {u"aiops_region"_s}},
    {u"tags"_s, {u"aiops_tags"_s}},
    {u"notes"_s, {u"aiops_notes"_s}},
    {u"projects"_s, {u"aiops_projects"_s}},
    {u"jump"_s, {u"aiops_jump"_s}},
};

class Resolver final
{
public:
    explicit Resolver(const AnsibleInventory &inventory) : m_inventory(inventory) { m_document.problems = inventory.problems; }
    Document run(const std::function<bool()> &cancelled);

private:
    struct GroupInfo
    {
        QList<qsizetype> parents; ///< without "all"
        QStringList path;
        int depth = -1; ///< the longest way from the root
    };

    void indexGroups();
    int depthOf(qsizetype group, int level);
    QStringList pathOf(qsizetype group);
    void addGroups();
    QList<qsizetype> groupsAbove(const QList<qsizetype> &direct) const;
    Vars varsOf(const AnsibleInventory::Host &host, const QList<qsizetype> &direct) const;
    HostRecord recordOf(const AnsibleInventory::Host &host);
    void takeValues(HostRecord &record, const Vars &vars);
    void takeOwn(HostRecord &record, const Vars &vars);
    std::optional<QString> take(const QString &kind, const Vars &vars, QStringList &remarks) const;
    void remarkOthers(HostRecord &record, const Vars &vars) const;
    static bool isPlain(const QString &name) { return name != "all"_L1 && name != "ungrouped"_L1; }

    const AnsibleInventory &m_inventory;
    Document m_document;
    QHash<QString, qsizetype> m_places;           ///< of groups by name
    QList<GroupInfo> m_groups;
    QHash<QString, QList<qsizetype>> m_memberOf;  ///< host -> groups that name it
    Vars m_all;
    QHash<qsizetype, QList<ssh::ConfigJump>> m_jumps;
    QHash<qsizetype, QString> m_named; ///< the jump host by its name in the inventory
};

void Resolver::indexGroups()
{
    m_groups.resize(m_inventory.groups.size());
    for (qsizetype i = 0; i < m_inventory.groups.size(); ++i)
        m_places.insert(m_inventory.groups[i].name, i);
    for (qsizetype i = 0; i < m_inventory.groups.size(); ++i) {
        const AnsibleInventory::Group &group = m_inventory.groups[i];
        for (const QString &child : group.children) {
            const qsizetype place = m_places.value(child, -1);
            if (place >= 0 && isPlain(group.name) && !m_groups[place].parents.contains(i))
                m_groups[place].parents += i;
        }
        for (const QString &host : group.hosts) {
            QList<qsizetype> &memberships = m_memberOf[host];
            if (memberships.isEmpty() || memberships.last() != i)
                memberships += i;
        }
        if (group.name == "all"_L1)
            m_all = group.vars;
    }
    for (qsizetype i = 0; i < m_groups.size(); ++i)
        depthOf(i, 0);
}

/// A child that is also above its parent is taken out of the circle.
int Resolver::depthOf(qsizetype at, int level)
{
    constexpr int kBusy = -2;
    GroupInfo &info = m_groups[at];
    if (info.depth >= 0)
        return info.depth;
    info.depth = kBusy;
    int depth = 0;
    QList<qsizetype> sound;
    for (const qsizetype parent : std::as_const(info.parents)) {
        const bool isDeep = level >= kDeepestGroup || m_groups[parent].depth + 1 >= kDeepestGroup;
        if (m_groups[parent].depth == kBusy || isDeep) {
            m_document.problems += Problem{m_inventory.file, m_inventory.groups[at].line, Text::tr("the groups “%1” and “%2” hold each other, or are nested too deep")
                                           .arg(shownPlain(m_inventory.groups[parent].name, 60), shownPlain(m_inventory.groups[at].name, 60))};
            continue;
        }
        depth = std::max(depth, depthOf(parent, level + 1) + 1);
        sound += parent;
    }
    m_groups[at].parents = sound;
    m_groups[at].depth = depth;
    return depth;
}

QStringList Resolver::pathOf(qsizetype at)
{
    GroupInfo &info = m_groups[at];
    if (info.path.isEmpty()) {
        const QStringList above = info.parents.isEmpty() ? QStringList() : pathOf(info.parents.first());
        m_groups[at].path = above + QStringList(m_inventory.groups[at].name);
    }
    return m_groups[at].path;
}

/// Our groups hold user, port and jump host; what "all" says is said by the groups at the top.
void Resolver::addGroups()
{
    QList<qsizetype> order;
    for (qsizetype i = 0; i < m_groups.size(); ++i) {
        if (isPlain(m_inventory.groups[i].name))
            order += i;
        if (m_groups[i].parents.size() > 1)
            addProblem(m_document.problems, {m_inventory.file, m_inventory.groups[i].line, Text::tr("the group “%1” has several parents; it goes below “%2”")
                       .arg(shownPlain(m_inventory.groups[i].name, 60), shownPlain(m_inventory.groups[m_groups[i].parents.first()].name, 60)), true});
    }
    std::ranges::stable_sort(order, {}, [this](qsizetype i) { return pathOf(i).size(); });
    for (const qsizetype i : std::as_const(order)) {
        Vars vars = m_groups[i].parents.isEmpty() ? m_all : Vars();
        vars.insert(m_inventory.groups[i].vars);
        QStringList remarks;
        GroupRecord group{.path = pathOf(i)};
        group.user = inventory::validUser(take(u"user"_s, vars, remarks).value_or(QString())).value_or(QString());
        group.port = inventory::validPort(take(u"port"_s, vars, remarks).value_or(QString()).toInt()).value_or(0);
        m_document.groups += group;
    }
}

QList<qsizetype> Resolver::groupsAbove(const QList<qsizetype> &direct) const
{
    QList<qsizetype> found = direct;
    QSet<qsizetype> seen(direct.begin(), direct.end());
    for (qsizetype i = 0; i < found.size(); ++i) {
        for (const qsizetype parent : m_groups[found[i]].parents) {
            if (!seen.contains(parent))
                found += parent;
            seen.insert(parent);
        }
    }
    std::ranges::sort(found, {}, [this](qsizetype i) { return std::pair(m_groups[i].depth, m_inventory.groups[i].name); });
    return found;
}

Vars Resolver::varsOf(const AnsibleInventory::Host &host, const QList<qsizetype> &direct) const
{
    Vars vars = m_all;
    for (const qsizetype group : groupsAbove(direct))
        vars.insert(m_inventory.groups[group].vars);
    vars.insert(host.vars);
    return vars;
}

/// A template cannot be known here: it counts as not given.
std::optional<QString> Resolver::take(const QString &kind, const Vars &vars, QStringList &remarks) const
{
    for (const QString &name : kNames[kind]) {
        const auto value = vars.constFind(name);
        if (value == vars.constEnd() || value->text.isEmpty())
            continue;
        if (!name.startsWith("ansible_"_L1) || !value->text.contains("{{"_L1))
            return value->text;
        remarks += Text::tr("%1 is a template; it is not taken over").arg(name);
    }
    return {};
}

void Resolver::takeValues(HostRecord &record, const Vars &vars)
{
    record.address = take(u"host"_s, vars, record.remarks).value_or(record.name);
    if (!record.remarks.isEmpty())
        record.problem = Text::tr("The address is a template, which only Ansible can fill in.");
    if (const auto port = take(u"port"_s, vars, record.remarks)) {
        bool ok = false;
        record.port = port->toInt(&ok);
        if (!ok || *record.port < 1 || *record.port > 65535)
            record.problem = Text::tr("The port “%1” is not 1 to 65535.").arg(shownPlain(*port, 40));
    }
    record.user = take(u"user"_s, vars, record.remarks);
    if (const auto key = take(u"key"_s, vars, record.remarks))
        record.keyFile = ssh::expandTilde(*key, QDir::homePath());
    const auto arguments = take(u"args"_s, vars, record.remarks);
    const auto jumps = arguments ? jumpsOfArguments(*arguments) : std::nullopt;
    if (jumps)
        m_jumps.insert(m_document.hosts.size(), *jumps);
    else if (arguments)
        record.remarks += Text::tr("the SSH arguments are not taken over");
}

/// What an export of ours says beside what Ansible knows.
void Resolver::takeOwn(HostRecord &record, const Vars &vars)
{
    if (const auto environment = take(u"environment"_s, vars, record.remarks)) {
        if (const auto parsed = inventory::parseEnvironment(*environment))
            record.environment = *parsed;
    }
    record.region = take(u"region"_s, vars, record.remarks);
    record.notes = take(u"notes"_s, vars, record.remarks).transform(plainLines);
    if (const auto jump = take(u"jump"_s, vars, record.remarks))
        m_named.insert(m_document.hosts.size(), *jump);
    for (const QString &tag : take(u"tags"_s, vars, record.remarks).value_or(QString()).split(u';', Qt::SkipEmptyParts))
        record.tags += tag.trimmed();
    for (const QString &project : take(u"projects"_s, vars, record.remarks).value_or(QString()).split(u';', Qt::SkipEmptyParts))
        record.projects.insert(project.section(u'=', 0, 0).trimmed(), project.section(u'=', 1).trimmed());
}

void Resolver::remarkOthers(HostRecord &record, const Vars &vars) const
{
    QStringList others;
    QStringList secrets;
    for (const auto &[key, value] : vars.asKeyValueRange()) {
        if (std::ranges::any_of(kNames, [&key](const QStringList &names) { return names.contains(key); }))
            continue;
        (key.contains("pass"_L1) || key.contains("secret"_L1) || key.contains("token"_L1) ? secrets : others) += shownPlain(key, 60);
    }
    others.sort();
    secrets.sort();
    if (!others.isEmpty())
        record.remarks += Text::tr("not taken over: %1").arg(others.first(qMin<qsizetype>(others.size(), 20)).join(u", "_s));
    if (!secrets.isEmpty())
        record.remarks += Text::tr("secrets are not taken over (%1): put them into the vault").arg(secrets.first(qMin<qsizetype>(secrets.size(), 20)).join(u", "_s));
}

HostRecord Resolver::recordOf(const AnsibleInventory::Host &host)
{
    QList<qsizetype> direct = m_memberOf.value(host.name);
    HostRecord record{.name = host.name, .file = m_inventory.file, .line = host.line};
    const Vars vars = varsOf(host, direct);
    takeValues(record, vars);
    takeOwn(record, vars);
    remarkOthers(record, vars);
    std::ranges::stable_sort(direct, std::greater{}, [this](qsizetype group) { return pathOf(group).size(); });
    if (!direct.isEmpty())
        record.group = pathOf(direct.first());
    // The groups above come with the path; those beside it have no other place.
    for (const qsizetype group : direct.sliced(direct.isEmpty() ? 0 : 1)) {
        const QString tag = u"group="_s + m_inventory.groups[group].name;
        if (!record.group->contains(m_inventory.groups[group].name) && inventory::validTag(tag))
            record.tags += tag;
    }
    record.tags.removeDuplicates();
    return record;
}

Document Resolver::run(const std::function<bool()> &cancelled)
{
    indexGroups();
    addGroups();
    for (const AnsibleInventory::Host &host : m_inventory.hosts) {
        if (cancelled && cancelled())
            return {};
        HostRecord record = recordOf(host);
        m_document.hosts += std::move(record);
    }
    JumpHosts(m_document).connect(m_jumps);
    QSet<QString> names;
    for (const AnsibleInventory::Host &host : m_inventory.hosts)
        names.insert(host.name);
    for (const auto &[place, name] : m_named.asKeyValueRange()) {
        if (names.contains(name))
            m_document.hosts[place].jump = JumpTo{.name = name};
    }
    return std::move(m_document);
}

} // namespace

Document hostsOfAnsible(const AnsibleInventory &inventory, const std::function<bool()> &cancelled)
{
    return Resolver(inventory).run(cancelled);
}

} // namespace aiops::importing
