#include "features/importing/exporting.h"

#include "features/importing/jumphosts.h"

#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

bool isUsable(QChar c)
{
    return c.isPrint() && !c.isSpace() && !QStringView(u"*?!#\"'\\,=%:").contains(c);
}

/// What ssh takes as the name of a Host, and no other host has.
QString aliasOf(const QString &name, QSet<QString> &taken)
{
    QString alias = name;
    for (QChar &c : alias)
        c = isUsable(c) ? c : QChar(u'-');
    if (alias.startsWith(u'-'))
        alias[0] = u'_';
    for (int n = 2; taken.contains(alias); ++n)
        alias = (n == 2 ? alias : alias.section(u'~', 0, -2)) + u'~' + QString::number(n);
    taken.insert(alias);
    return alias;
}

QString quoted(const QString &value)
{
    const bool isPlain = std::ranges::none_of(value, [](QChar c) { return c.isSpace() || c == u'"' || c == u'\'' || c == u'\\' || c == u'#'; });
    return isPlain ? value : u'"' + QString(value).replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

QString escapedTokens(QString value)
{
    return value.replace(u'%', "%%"_L1);
}

/// An alias with '@' would be taken apart as user and host: such a hop is written by its address.
QString hopOf(const HostRecord &jump, const QString &alias)
{
    if (!alias.contains(u'@'))
        return alias;
    const QString address = jump.address.value_or(QString());
    QString hop = address.contains(u':') ? u'[' + address + u']' : address;
    if (!jump.user.value_or(QString()).isEmpty())
        hop = *jump.user + u'@' + hop;
    return jump.port.value_or(22) == 22 ? hop : hop + u':' + QString::number(*jump.port);
}

} // namespace

QString sshConfigOf(const Present &present)
{
    QSet<QString> taken;
    QStringList aliases;
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < present.hosts.size(); ++i) {
        const QString &name = present.hosts[i].values.name;
        aliases += aliasOf(name, taken);
        if (!places.contains(name))
            places.insert(name, i);
    }
    QString text;
    for (qsizetype i = 0; i < present.hosts.size(); ++i) {
        const HostRecord &host = present.hosts[i].values;
        text += u"Host "_s + aliases[i] + u'\n';
        if (host.address && *host.address != aliases[i])
            text += u"    HostName "_s + escapedTokens(*host.address) + u'\n';
        if (host.port.value_or(22) != 22)
            text += u"    Port %1\n"_s.arg(*host.port);
        if (!host.user.value_or(QString()).isEmpty())
            text += u"    User "_s + *host.user + u'\n';
        if (!host.keyFile.value_or(QString()).isEmpty())
            text += u"    IdentityFile "_s + quoted(escapedTokens(*host.keyFile)) + u'\n';
        const auto jump = places.constFind(host.jump.value_or(JumpTo()).name);
        if (jump != places.constEnd())
            text += u"    ProxyJump "_s + hopOf(present.hosts[*jump].values, aliases[*jump]) + u'\n';
        else if (const QString proxy = host.proxy.value_or(QString()); proxy.startsWith("command:"_L1))
            text += u"    ProxyCommand "_s + proxy.sliced(8).trimmed() + u'\n';
        text += u'\n';
    }
    return text;
}

} // namespace aiops::importing
