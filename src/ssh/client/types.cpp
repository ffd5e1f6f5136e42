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

QString ConnectionLog::toText() const
{
    QString text;
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
    return text;
}

} // namespace aiops::ssh
