#pragma once

#include "core/future.h"
#include "ssh/client/types.h"

namespace aiops::ssh {

/// What the domain name system says of a host's key (RFC 4255): only a hint, because nobody here can tell whether the answer
/// was protected by DNSSEC on the whole way.
enum class DnsHint { None, Matches, Differs };

/// The records of an answer as it comes from the resolver: algorithm, kind of fingerprint, fingerprint. Damaged ones are left out.
struct SshfpRecord
{
    quint8 algorithm = 0;
    quint8 kind = 0;
    QByteArray fingerprint;
};
QList<SshfpRecord> readSshfp(QByteArrayView answer);

/// Only records for this type of key with SHA-256 count.
DnsHint compareSshfp(const QList<SshfpRecord> &records, const HostKey &key);

/// Asks the system's resolver, in a thread of its own. None also when there is no answer within `patience`. Main thread.
Future<DnsHint> askSshfp(QString host, HostKey key, std::chrono::milliseconds patience);

} // namespace aiops::ssh
