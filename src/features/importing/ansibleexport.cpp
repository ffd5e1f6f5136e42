#include "features/importing/exporting.h"

#include "features/importing/yamlsubset.h"

#include <QRegularExpression>
#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

using Pairs = QList<std::pair<QString, QString>>;

struct ExportGroup
{
    QString name;
    QStringList path;
    Pairs vars;
    QList<qsizetype> children; ///< in the list of groups
    QStringList hosts;
};

QString safeName(const QString &name, QStringView forbidden)
{
    QString safe = name;
    for (QChar &c : safe)
        c = c.isPrint() && !c.isSpace() && !forbidden.contains(c) ? c : QChar(u'-');
    return safe;
}

QString unique(const QString &wanted, QSet<QString> &taken)
{
    QString name = wanted;
    for (int n = 2; taken.contains(name); ++n)
        name = wanted + u'-' + QString::number(n);
    taken.insert(name);
    return name;
}

/// "name:22" would be taken apart as name and port, "n[1:3]" for a range.
QString hostNameOf(const QString &name, QSet<QString> &taken)
{
    static const QRegularExpression withPort(uR"(\A[^:]*:\d*\z)"_s);
    QString safe = safeName(name, u"[]#\"'\\=,{}");
    if (withPort.match(safe).hasMatch())
        safe.replace(u':', u'-');
    if (safe.startsWith(u';') || safe.startsWith(u'-') || safe.endsWith(u':'))
        safe = u'_' + safe.replace(u':', u'-');
    return unique(safe, taken);
}

QString escapedLines(const QString &text)
{
    return QString(text).replace(u'\\', "\\\\"_L1).replace(u'\n', "\\n"_L1);
}

/// Both notations are made from this: what a host or group says that its group does not say already.
class Tree final
{
public:
    explicit Tree(const Present &present) : m_present(present)
    {
        m_takenGroups = {u"all"_s, u"ungrouped"_s};
        for (const Present::Group &group : present.groups)
            addGroup(group);
        QSet<QString> taken;
        for (qsizetype i = 0; i < present.hosts.size(); ++i) {
            names += hostNameOf(present.hosts[i].values.name, taken);
            if (!m_hostPlaces.contains(present.hosts[i].values.name))
                m_hostPlaces.insert(present.hosts[i].values.name, i);
        }
        for (qsizetype i = 0; i < present.hosts.size(); ++i)
            addHost(i);
    }

    QList<ExportGroup> groups;
    QStringList names;      ///< of the hosts
    QList<Pairs> vars;      ///< of the hosts
    QStringList ungrouped;
    QHash<QString, qsizetype> placeOfName;

private:
    void addGroup(const Present::Group &group)
    {
        const QStringList &path = group.values.path;
        const auto above = m_values.constFind(path.first(path.size() - 1));
        const GroupRecord parent = above == m_values.constEnd() ? GroupRecord() : *above;
        ExportGroup one{.name = unique(safeName(path.last(), u"[]:#\"'\\=,{}"), m_takenGroups), .path = path};
        if (!group.values.user.isEmpty() && group.values.user != parent.user)
            one.vars.emplaceBack(u"ansible_user"_s, group.values.user);
        if (group.values.port > 0 && group.values.port != (parent.port > 0 ? parent.port : 22))
            one.vars.emplaceBack(u"ansible_port"_s, QString::number(group.values.port));
        m_values.insert(path, group.values);
        m_groupPlaces.insert(path, groups.size());
        const auto place = m_groupPlaces.constFind(path.first(path.size() - 1));
        if (path.size() > 1 && place != m_groupPlaces.constEnd())
            groups[*place].children += groups.size();
        groups += one;
    }

    void addHost(qsizetype at)
    {
        const HostRecord &host = m_present.hosts[at].values;
        const QStringList path = host.group.value_or(QStringList());
        const GroupRecord group = m_values.value(path);
        const auto place = m_groupPlaces.constFind(path);
        (place == m_groupPlaces.constEnd() ? ungrouped : groups[*place].hosts) += names[at];
        placeOfName.insert(names[at], at);
        Pairs pairs;
        const auto add = [&pairs](const QString &key, const QString &value) {
            if (!value.isEmpty())
                pairs.emplaceBack(key, value);
        };
        if (host.address.value_or(QString()) != names[at])
            add(u"ansible_host"_s, host.address.value_or(QString()));
        if (host.port.value_or(22) != (group.port > 0 ? group.port : 22))
            add(u"ansible_port"_s, QString::number(host.port.value_or(22)));
        if (host.user.value_or(QString()) != group.user)
            add(u"ansible_user"_s, host.user.value_or(QString()));
        add(u"ansible_ssh_private_key_file"_s, host.keyFile.value_or(QString()));
        addJump(pairs, host);
        addOwn(pairs, host);
        vars += pairs;
    }

    void addJump(Pairs &pairs, const HostRecord &host) const
    {
        QStringList hops;
        const QString first = host.jump.value_or(JumpTo()).name;
        QString name = first;
        while (m_hostPlaces.contains(name) && hops.size() < 16) {
            const HostRecord &jump = m_present.hosts[m_hostPlaces[name]].values;
            const QString address = jump.address.value_or(QString());
            QString hop = address.contains(u':') ? u'[' + address + u']' : address;
            hop = jump.user.value_or(QString()).isEmpty() ? hop : *jump.user + u'@' + hop;
            hops.prepend(jump.port.value_or(22) == 22 ? hop : hop + u':' + QString::number(*jump.port));
            name = jump.jump.value_or(JumpTo()).name;
        }
        if (hops.isEmpty())
            return;
        pairs.emplaceBack(u"ansible_ssh_common_args"_s, u"-o ProxyJump="_s + hops.join(u','));
        pairs.emplaceBack(u"aiops_jump"_s, names[m_hostPlaces[first]]);
    }

    static void addOwn(Pairs &pairs, const HostRecord &host)
    {
        QStringList projects;
        for (const auto &[project, role] : host.projects.asKeyValueRange())
            projects += role.isEmpty() ? project : project + u'=' + role;
        projects.sort();
        const Pairs own{{u"aiops_environment"_s, inventory::environmentName(host.environment.value_or(inventory::Environment::None))},
                        {u"aiops_region"_s, host.region.value_or(QString())},
                        {u"aiops_tags"_s, host.tags.join(u';')},
                        {u"aiops_projects"_s, projects.join(u';')},
                        {u"aiops_notes"_s, escapedLines(host.notes.value_or(QString()))}};
        for (const auto &pair : own) {
            if (!pair.second.isEmpty())
                pairs += pair;
        }
    }

    const Present &m_present;
    QHash<QStringList, GroupRecord> m_values;
    QHash<QStringList, qsizetype> m_groupPlaces;
    QHash<QString, qsizetype> m_hostPlaces;
    QSet<QString> m_takenGroups;
};

QString shellWord(const QString &text)
{
    static const QRegularExpression plain(uR"(\A[A-Za-z0-9_./:@%+,;=~-]+\z)"_s);
    return plain.match(text).hasMatch() ? text : u'"' + QString(text).replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

QString iniHost(const Tree &tree, const QString &name)
{
    QString line = name;
    for (const auto &[key, value] : tree.vars[tree.placeOfName[name]])
        line += u' ' + key + u'=' + shellWord(value);
    return line + u'\n';
}

void yamlHosts(QString &text, const Tree &tree, const QStringList &hosts, const QString &indent)
{
    if (hosts.isEmpty())
        return;
    text += indent + u"hosts:\n"_s;
    for (const QString &name : hosts) {
        text += indent + u"  "_s + yamlScalar(name) + u":\n"_s;
        for (const auto &[key, value] : tree.vars[tree.placeOfName[name]])
            text += indent + u"    "_s + key + u": "_s + (key == "ansible_port"_L1 ? value : yamlScalar(value)) + u'\n';
    }
}

void yamlGroup(QString &text, const Tree &tree, const ExportGroup &group, const QString &indent)
{
    text += indent + yamlScalar(group.name) + u":\n"_s;
    const QString inner = indent + u"  "_s;
    if (!group.vars.isEmpty())
        text += inner + u"vars:\n"_s;
    for (const auto &[key, value] : group.vars)
        text += inner + u"  "_s + key + u": "_s + (key == "ansible_port"_L1 ? value : yamlScalar(value)) + u'\n';
    yamlHosts(text, tree, group.hosts, inner);
    if (!group.children.isEmpty())
        text += inner + u"children:\n"_s;
    for (const qsizetype child : group.children)
        yamlGroup(text, tree, tree.groups[child], inner + u"  "_s);
}

} // namespace

QString ansibleIniOf(const Present &present)
{
    const Tree tree(present);
    QString text;
    for (const QString &name : tree.ungrouped)
        text += iniHost(tree, name);
    for (const ExportGroup &group : tree.groups) {
        text += u"\n[%1]\n"_s.arg(group.name);
        for (const QString &name : group.hosts)
            text += iniHost(tree, name);
        if (!group.vars.isEmpty())
            text += u"\n[%1:vars]\n"_s.arg(group.name);
        for (const auto &[key, value] : group.vars)
            text += key + u'=' + value + u'\n';
        if (!group.children.isEmpty())
            text += u"\n[%1:children]\n"_s.arg(group.name);
        for (const qsizetype child : group.children)
            text += tree.groups[child].name + u'\n';
    }
    return text;
}

QString ansibleYamlOf(const Present &present)
{
    const Tree tree(present);
    QString text = u"all:\n"_s;
    yamlHosts(text, tree, tree.ungrouped, u"  "_s);
    if (!tree.groups.isEmpty())
        text += u"  children:\n"_s;
    for (const ExportGroup &group : tree.groups) {
        if (group.path.size() == 1)
            yamlGroup(text, tree, group, u"    "_s);
    }
    return text;
}

} // namespace aiops::importing
