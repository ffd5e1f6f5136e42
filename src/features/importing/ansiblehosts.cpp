#include "features/importing/ansiblesaid.h"

#include "core/future.h"
#include "core/text.h"
#include "features/importing/jumphosts.h"
#include "inventory/validation.h"

#include <QDir>
#include <QSet>

#include <numeric>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepestGroup = 32;
constexpr qsizetype kMostOwn = 100;           ///< tags or projects of a host
constexpr qsizetype kLongestArguments = 4096; ///< of ssh: each host of a group has them read
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
    if (text.size() > kLongestArguments)
        return {};
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
        QString tag;    ///< for hosts that are in another group too; empty: its name cannot be one
    };

    void indexGroups();
    int depthOf(qsizetype group, int level);
    QStringList pathOf(qsizetype group);
    void addGroups();
    void gather();
    AnsibleSaid saidOf(const AnsibleInventory::Host &host, const QList<qsizetype> &direct) const;
    HostRecord recordOf(const AnsibleInventory::Host &host);
    void takeValues(HostRecord &record, const Vars &vars);
    void takeOwn(HostRecord &record, const Vars &vars);
    std::optional<QString> take(const QString &kind, const Vars &vars, QStringList &remarks) const;
    static void remarkOthers(HostRecord &record, const AnsibleSaid &said);
    const QStringList &listOf(const QString &text);
    const QHash<QString, QString> &projectsOf(const QString &text);
    const QString &notesOf(const QString &text);
    static bool isPlain(const QString &name) { return name != "all"_L1 && name != "ungrouped"_L1; }

    const AnsibleInventory &m_inventory;
    Document m_document;
    QHash<QString, qsizetype> m_places;           ///< of groups by name
    QList<GroupInfo> m_groups;
    QHash<QString, QList<qsizetype>> m_memberOf;  ///< host -> groups that name it
    AnsibleSaid m_saidByAll;
    QList<AnsibleSaid> m_said; ///< of each group, with what those above say
    QHash<qsizetype, QList<ssh::ConfigJump>> m_jumps;
    QHash<QString, QStringList> m_lists; ///< of a text, once: thousands of hosts may have the same
    QHash<QString, QHash<QString, QString>> m_projects;
    QHash<QString, QString> m_notes;
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
            if (place >= 0 && isPlain(group.name) && (m_groups[place].parents.isEmpty() || m_groups[place].parents.last() != i))
                m_groups[place].parents += i;
        }
        for (const QString &host : group.hosts) {
            QList<qsizetype> &memberships = m_memberOf[host];
            if (memberships.isEmpty() || memberships.last() != i)
                memberships += i;
        }
        if (group.name == "all"_L1)
            m_saidByAll.take(group.vars, AnsibleSaid::byAll);
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
            addProblem(m_document.problems, {m_inventory.file, m_inventory.groups[at].line, Text::tr("the groups “%1” and “%2” hold each other, or are nested too deep")
                                             .arg(shownPlain(m_inventory.groups[parent].name, 60), shownPlain(m_inventory.groups[at].name, 60))});
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
        AnsibleSaid said = m_groups[i].parents.isEmpty() ? m_saidByAll : AnsibleSaid();
        said.take(m_inventory.groups[i].vars, AnsibleSaid::byHost);
        const Vars vars = said.vars();
        QStringList remarks;
        GroupRecord group{.path = pathOf(i)};
        group.user = inventory::validUser(take(u"user"_s, vars, remarks).value_or(QString())).value_or(QString());
        group.port = inventory::validPort(take(u"port"_s, vars, remarks).value_or(QString()).toInt()).value_or(0);
        m_document.groups += group;
    }
}

/// Of two groups the deeper one counts, of those in the same depth the later in the alphabet.
void Resolver::gather()
{
    QList<qsizetype> order(m_groups.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [this](qsizetype i) { return std::pair(m_groups[i].depth, m_inventory.groups[i].name); });
    m_said.resize(m_groups.size());
    for (qsizetype rank = 0; rank < order.size(); ++rank) { // parents come first
        const qsizetype group = order[rank];
        for (const qsizetype parent : std::as_const(m_groups[group].parents))
            m_said[group].take(std::as_const(m_said)[parent]);
        m_said[group].take(m_inventory.groups[group].vars, rank);
        const QString tag = u"group="_s + m_inventory.groups[group].name;
        m_groups[group].tag = inventory::validTag(tag) ? tag : QString();
    }
}

AnsibleSaid Resolver::saidOf(const AnsibleInventory::Host &host, const QList<qsizetype> &direct) const
{
    AnsibleSaid said = m_saidByAll;
    for (const qsizetype group : direct)
        said.take(m_said[group]);
    said.take(host.vars, AnsibleSaid::byHost);
    return said;
}

/// A template cannot be known here: it counts as not given.
std::optional<QString> Resolver::take(const QString &kind, const Vars &vars, QStringList &remarks) const
{
    for (const QString &name : ansibleNames(kind)) {
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
    if (const auto notes = take(u"notes"_s, vars, record.remarks))
        record.notes = notesOf(*notes);
    if (const auto jump = take(u"jump"_s, vars, record.remarks))
        m_named.insert(m_document.hosts.size(), *jump);
    record.tags = listOf(take(u"tags"_s, vars, record.remarks).value_or(QString()));
    record.projects = projectsOf(take(u"projects"_s, vars, record.remarks).value_or(QString()));
    if (std::max(record.tags.size(), record.projects.size()) >= kMostOwn)
        record.remarks += Text::tr("of tags and projects the first 100 are taken over");
}

const QStringList &Resolver::listOf(const QString &text)
{
    const auto known = m_lists.constFind(text);
    if (known != m_lists.constEnd())
        return *known;
    QStringList list;
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts))
        list += part.trimmed();
    return *m_lists.insert(text, list.first(std::min(list.size(), kMostOwn)));
}

const QHash<QString, QString> &Resolver::projectsOf(const QString &text)
{
    const auto known = m_projects.constFind(text);
    if (known != m_projects.constEnd())
        return *known;
    QHash<QString, QString> projects;
    for (const QString &project : listOf(text))
        projects.insert(project.section(u'=', 0, 0).trimmed(), project.section(u'=', 1).trimmed());
    return *m_projects.insert(text, projects);
}

const QString &Resolver::notesOf(const QString &text)
{
    const auto known = m_notes.constFind(text);
    return known != m_notes.constEnd() ? *known : *m_notes.insert(text, plainLines(text));
}

void Resolver::remarkOthers(HostRecord &record, const AnsibleSaid &said)
{
    if (!said.others().isEmpty())
        record.remarks += Text::tr("not taken over: %1").arg(said.others().join(u", "_s));
    if (!said.secrets().isEmpty())
        record.remarks += Text::tr("secrets are not taken over (%1): put them into the vault").arg(said.secrets().join(u", "_s));
}

HostRecord Resolver::recordOf(const AnsibleInventory::Host &host)
{
    QList<qsizetype> direct = m_memberOf.value(host.name);
    HostRecord record{.name = host.name, .file = m_inventory.file, .line = host.line};
    const AnsibleSaid said = saidOf(host, direct);
    const Vars vars = said.vars();
    takeValues(record, vars);
    takeOwn(record, vars);
    remarkOthers(record, said);
    std::ranges::stable_sort(direct, std::greater{}, [this](qsizetype group) { return pathOf(group).size(); });
    if (!direct.isEmpty())
        record.group = pathOf(direct.first());
    // The groups above come with the path; those beside it have no other place.
    for (const qsizetype group : direct.sliced(direct.isEmpty() ? 0 : 1)) {
        const QString &tag = m_groups[group].tag;
        if (!tag.isEmpty() && !record.group->contains(m_inventory.groups[group].name))
            record.tags += tag;
    }
    record.tags.removeDuplicates();
    return record;
}

Document Resolver::run(const std::function<bool()> &cancelled)
{
    indexGroups();
    gather();
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
