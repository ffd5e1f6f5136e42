#include "ssh/client/types.h"

#include <QCryptographicHash>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

QString stageName(Stage stage)
{
    static constexpr const char *names[] = {"resolve", "dial", "banner", "key_exchange", "host_key", "sign_in", "ready"};
    return QString::fromLatin1(names[size_t(stage)]);
}

QString HostKey::fingerprint() const
{
    const QByteArray hash = QCryptographicHash::hash(blob, QCryptographicHash::Sha256);
    return u"SHA256:"_s + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

void Interaction::touch(const Endpoint &, const QString &, bool) {}

QStringList oldAlgorithmsIn(const QString &algorithms)
{
    QStringList old;
    for (const QString &part : algorithms.split(u", "_s)) {
        const QString name = part.section(u' ', -1);
        const bool isOld = name.contains("sha1"_L1) || name.contains("-cbc"_L1) || name == "ssh-rsa"_L1 || name == "ssh-dss"_L1;
        if (isOld && !old.contains(name))
            old += name;
    }
    return old;
}

bool isPostQuantum(const QString &algorithms)
{
    const QString exchange = algorithms.section(u',', 0, 0);
    return exchange.contains("mlkem"_L1) || exchange.contains("sntrup"_L1);
}

void ConnectionLog::note(const QString &event)
{
    constexpr qsizetype kMostEvents = 200;
    if (events.size() < kMostEvents)
        events += u"+%1 ms %2"_s.arg(since.isValid() ? since.elapsed() : 0).arg(event);
}

QString ConnectionLog::toText() const
{
    QString text;
    if (!through.isEmpty())
        text += u"through: "_s + through.join(u", "_s) + u'\n';
    for (const Step &step : steps)
        text += u"%1 %2 ms %3 %4\n"_s.arg(stageName(step.stage), QString::number(step.milliseconds),
                                         step.done ? u"done"_s : u"failed"_s, step.text);
    if (!serverBanner.isEmpty())
        text += u"server: "_s + serverBanner + u'\n';
    if (!algorithms.isEmpty())
        text += u"algorithms: "_s + algorithms + u'\n';
    if (!methodsOffered.isEmpty())
        text += u"offered: "_s + methodsOffered.join(u", "_s) + u'\n';
    if (!methodsTried.isEmpty())
        text += u"tried: "_s + methodsTried.join(u", "_s) + u'\n';
    for (const QString &one : missing)
        text += u"missing: "_s + one + u'\n';
    for (const QString &notice : notices)
        text += u"note: "_s + notice + u'\n';
    for (const QString &event : events)
        text += event + u'\n';
    return text;
}

} // namespace aiops::ssh
