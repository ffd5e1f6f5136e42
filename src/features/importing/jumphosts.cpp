#include "features/importing/jumphosts.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

bool fits(const HostRecord &record, const ssh::ConfigJump &hop)
{
    return (hop.user.isEmpty() || hop.user == record.user.value_or(QString())) && (hop.port == 0 || hop.port == record.port.value_or(22));
}

QString placeKey(const QString &address, const QString &user, int port)
{
    return address + u'\n' + user + u'\n' + QString::number(port);
}

} // namespace

QString hopName(const ssh::ConfigJump &hop)
{
    const QString name = hop.user.isEmpty() ? hop.host : hop.user + u'@' + hop.host;
    return hop.port > 0 && hop.port != 22 ? name + u'-' + QString::number(hop.port) : name;
}

JumpHosts::JumpHosts(Document &document) : m_document(document)
{
    for (qsizetype i = 0; i < document.hosts.size(); ++i) {
        const HostRecord &host = document.hosts[i];
        if (!m_places.contains(host.name))
            m_places.insert(host.name, i);
        for (const QString &user : {QString(), host.user.value_or(QString())}) {
            for (const int port : {0, host.port.value_or(22)}) {
                const QString key = placeKey(host.address.value_or(host.name), user, port);
                if (!m_byAddress.contains(key))
                    m_byAddress.insert(key, i);
            }
        }
    }
}

QString JumpHosts::nameOf(const ssh::ConfigJump &hop, const HostRecord &from)
{
    const auto named = m_places.constFind(hop.host);
    if (named != m_places.constEnd() && fits(m_document.hosts[*named], hop))
        return hop.host;
    const auto there = named == m_places.constEnd() ? m_byAddress.constFind(placeKey(hop.host, hop.user, hop.port)) : m_byAddress.constEnd();
    if (there != m_byAddress.constEnd())
        return m_document.hosts[*there].name;
    return m_places.contains(hopName(hop)) ? hopName(hop) : made(hop, from);
}

QString JumpHosts::made(const ssh::ConfigJump &hop, const HostRecord &from)
{
    const auto alias = m_places.constFind(hop.host);
    HostRecord record{.name = hopName(hop), .address = alias == m_places.constEnd() ? hop.host : m_document.hosts[*alias].address,
                      .remarks = {Text::tr("named as the jump host of %1").arg(from.name)}, .file = from.file, .line = from.line};
    if (hop.port > 0)
        record.port = hop.port;
    if (!hop.user.isEmpty())
        record.user = hop.user;
    m_places.insert(record.name, m_document.hosts.size());
    m_document.hosts += record;
    return record.name;
}

QStringList JumpHosts::namesOf(const HostRecord &from, const QList<ssh::ConfigJump> &hops)
{
    QStringList names;
    for (const ssh::ConfigJump &hop : hops)
        names += nameOf(hop, from);
    return names;
}

/// In a chain a hop is reached through the one before it, which the hop's own lines may contradict.
void JumpHosts::reach(const QString &name, const QString &before, const HostRecord &from)
{
    HostRecord &hop = m_document.hosts[m_places[name]];
    if (!hop.jump)
        hop.jump = JumpTo{.name = before};
    else if (hop.jump->name != before)
        addProblem(m_document.problems, {from.file, from.line, Text::tr("the chain of %1 is not taken over whole: %2 is reached in its own way, "
                                         "not through %3").arg(from.name, name, before), true});
}

void JumpHosts::connect(const QHash<qsizetype, QList<ssh::ConfigJump>> &jumps)
{
    QList<std::pair<qsizetype, QStringList>> chains;
    for (qsizetype place = 0, count = m_document.hosts.size(); place < count; ++place) {
        const auto hops = jumps.constFind(place);
        if (hops == jumps.constEnd())
            continue;
        const HostRecord from = m_document.hosts[place];
        const QStringList names = namesOf(from, *hops);
        const QString last = names.isEmpty() ? QString() : names.last();
        if (last != from.name) // "Host *" with ProxyJump names the jump host too; ssh goes there directly
            m_document.hosts[place].jump = JumpTo{.isDirect = last.isEmpty(), .name = last};
        chains.emplaceBack(place, names);
    }
    for (const auto &[place, names] : std::as_const(chains)) {
        const HostRecord from = m_document.hosts[place];
        for (qsizetype i = 1; i < names.size(); ++i) {
            if (names[i] != names[i - 1])
                reach(names[i], names[i - 1], from);
        }
    }
}

} // namespace aiops::importing
