#include "features/importing/ansibleinventory.h"

#include "features/importing/hostrange.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

AnsibleInventory::Host &AnsibleInventory::host(const QString &name, int line)
{
    const auto known = m_hostPlaces.constFind(name);
    if (known != m_hostPlaces.constEnd())
        return hosts[*known];
    m_hostPlaces.insert(name, hosts.size());
    return hosts.emplaceBack(Host{name, {}, line});
}

AnsibleInventory::Group &AnsibleInventory::group(const QString &name, int line)
{
    const auto known = m_groupPlaces.constFind(name);
    if (known != m_groupPlaces.constEnd())
        return groups[*known];
    m_groupPlaces.insert(name, groups.size());
    return groups.emplaceBack(Group{.name = name, .line = line});
}

void AnsibleInventory::addHosts(const QString &pattern, const QString &groupName, const Vars &vars, int line)
{
    if (m_values > kMostAnsibleValues)
        return; // it was said
    const auto names = expandHostRange(pattern, kMostAnsibleHosts);
    if (!names)
        return problem(line, names.error().text);
    m_values += names->size() * (1 + vars.size());
    if (m_values > kMostAnsibleValues)
        return problem(line, Text::tr("hosts and their values stand there more than 500,000 times; what follows is left out"));
    for (const QString &name : *names) {
        if (hosts.size() >= kMostAnsibleHosts && !m_hostPlaces.contains(name))
            return problem(line, Text::tr("there are more than 10,000 hosts; the others are left out"));
        Host &one = host(name, line);
        one.vars.insert(vars);
        if (!groupName.isEmpty() && groupName != "all"_L1 && groupName != "ungrouped"_L1) {
            QStringList &members = group(groupName, line).hosts;
            if (members.isEmpty() || members.last() != name) // what stands twice is found again when it is resolved
                members += one.name; // which shares its text
        }
    }
}

bool looksLikeYaml(const QString &text, const QString &file)
{
    if (file.endsWith(".yml"_L1, Qt::CaseInsensitive) || file.endsWith(".yaml"_L1, Qt::CaseInsensitive))
        return true;
    for (const QStringView line : QStringView(text).left(64 * 1024).split(u'\n')) {
        const QStringView bare = line.trimmed();
        if (!bare.isEmpty() && !bare.startsWith(u'#') && !bare.startsWith(u';'))
            return bare == u"---" || (bare.endsWith(u':') && !bare.startsWith(u'['));
    }
    return false;
}

} // namespace aiops::importing
