#include "features/hostkeys/hostaddress.h"

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

HostAddress hostAddressOf(const QString &entry)
{
    const qsizetype end = entry.lastIndexOf("]:"_L1);
    bool ok = false;
    const quint16 port = end < 0 ? 0 : entry.sliced(end + 2).toUShort(&ok);
    if (!entry.startsWith(u'[') || !ok || port == 0)
        return {entry, 22};
    return {entry.sliced(1, end - 1), port};
}

} // namespace aiops::hostkeys
