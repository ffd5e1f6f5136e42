#include "features/hostkeys/hostkeyreport.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hostkeys", text);
}

Check historyCheck(const ssh::HostKeyQuestion &question)
{
    const auto own = std::ranges::find_if(question.known, [](const auto &known) { return known.origin == "own"_L1; });
    if (own == question.known.end())
        return {Check::Unknown, tr("We have not connected before."), tr("The known key is not from this program.")};
    return {Check::Failed, tr("The key we know is another one."), historyOf(*own)};
}

Check fileCheck(const ssh::HostKeyQuestion &question)
{
    const auto file = std::ranges::find_if(question.known, [](const auto &known) { return known.origin != "own"_L1; });
    if (file == question.known.end())
        return {Check::Unknown, tr("No known_hosts file names this host."), tr("There is no second source to compare with.")};
    const bool isRevoked = file->revoked;
    return {Check::Failed, isRevoked ? tr("Your known_hosts file revokes the key.") : tr("Your known_hosts file holds another key too."),
            shownPlain(file->origin, 200)};
}

} // namespace

QString shownKeyType(const QByteArray &type)
{
    QString name = QString::fromLatin1(type);
    if (name.startsWith("ssh-"_L1))
        name.remove(0, 4);
    else if (name.startsWith("ecdsa-sha2-"_L1))
        name = "ECDSA "_L1 + name.mid(11);
    return shownPlain(name.toUpper(), 40);
}

QString shownAddress(const ssh::Endpoint &endpoint)
{
    const QString host = endpoint.host.contains(u':') ? u'[' + endpoint.host + u']' : endpoint.host;
    return shownPlain(host, 255) + u':' + QString::number(endpoint.port);
}

QString shownHost(const ssh::Endpoint &endpoint)
{
    return shownPlain(endpoint.label.isEmpty() ? endpoint.host : endpoint.label, 255);
}

QString historyOf(const ssh::KnownHostKey &known)
{
    if (known.origin != "own"_L1)
        return tr("from %1").arg(shownPlain(known.origin, 200));
    if (!known.firstSeen.isValid())
        return tr("used %1 times").arg(known.uses);
    const QString since = QLocale().toString(known.firstSeen.toLocalTime().date(), QLocale::ShortFormat);
    return tr("used %1 times since %2").arg(known.uses).arg(since);
}

QList<Check> checksOf(const ssh::HostKeyQuestion &question)
{
    QList<Check> checks{historyCheck(question), fileCheck(question)};
    if (!question.dnsHint.isEmpty())
        checks += Check{Check::Unknown, tr("DNS (SSHFP)"), question.dnsHint};
    return checks;
}

QString reportOf(const ssh::HostKeyQuestion &question)
{
    QStringList lines{question.changed ? tr("The identity of %1 has changed").arg(shownHost(question.endpoint))
                                       : tr("The host key of %1 is not known").arg(shownHost(question.endpoint)),
                      tr("Address: %1").arg(shownAddress(question.endpoint)),
                      tr("Presented: %1 %2").arg(shownKeyType(question.presented.type), question.presented.fingerprint())};
    for (const ssh::KnownHostKey &known : question.known)
        lines << tr("Known: %1 %2, %3").arg(shownKeyType(known.key.type), known.key.fingerprint(), historyOf(known));
    if (!question.dnsHint.isEmpty())
        lines << question.dnsHint;
    if (question.changed) {
        for (const Check &check : checksOf(question))
            lines << u"- "_s + check.title + u' ' + check.detail;
        lines << tr("Nothing was sent to the server.");
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace aiops::hostkeys
