#include "features/myspace/sshcommand.h"

#include <QRegularExpression>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

QString shellQuoted(const QString &word)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9@%_+:,./-]+\\z"_s);
    QString inner = word;
    return plain.match(word).hasMatch() ? word : u'\'' + inner.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

QString sshCommand(const inventory::Instance &instance)
{
    const QString target = instance.user.isEmpty() ? instance.address : instance.user + u'@' + instance.address;
    const QString port = instance.port == 22 ? QString() : u"-p %1 "_s.arg(instance.port);
    return u"ssh "_s + port + shellQuoted(target);
}

} // namespace aiops::myspace
