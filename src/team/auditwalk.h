#pragma once

#include "team/auditchain.h"
#include "team/auditrows.h"

#include <map>
#include <vector>

namespace aiops::team {

class DeviceKey;

struct StoredRow
{
    ChainRow row;
    QByteArrayView signature; ///< Base64, empty: none
    bool hasDetail = false;   ///< there is a row in audit_detail
    QByteArrayView salt;
    QByteArrayView text;
    bool rightHash = false;   ///< by checkHashes()
    bool rightDetail = false;
};

/// What costs the time, and needs no other row: any thread.
void checkHashes(StoredRow &row);

struct ChainEnd
{
    qint64 seq = 0;
    QByteArray hash;
};

/// Judges the rows of the chain one after the other, in the order of their numbers.
class AuditWalk final
{
public:
    /// Signatures up to `trusted` were checked before. `key` may be null.
    AuditWalk(const DeviceKey *key, qint64 trusted);

    void add(const StoredRow &row); ///< after checkHashes()
    const ChainEnd &last() const { return m_last; }
    void addFault(qint64 seq, const QString &reason);
    VerifyReport finish(const ChainEnd &kept);

private:
    struct Fault
    {
        qint64 seq;
        QString reason;
    };
    struct Note ///< of a restart
    {
        qint64 seq;
        qint64 firstBad;
    };

    QString faultOf(const StoredRow &row, bool isRestart);
    QString contentFault(const StoredRow &row);
    QString signatureFault(const StoredRow &row);
    QString numberFault(const ChainRow &row, bool isRestart);
    void restart(const StoredRow &row);
    void take(const StoredRow &row);
    void judgeRemovedDetails();
    void sortFaults();

    const DeviceKey *m_key;
    QByteArray m_publicKey;
    qint64 m_since = 0;
    qint64 m_trusted;
    VerifyReport m_report;
    ChainEnd m_last;
    QByteArray m_lastAt;
    bool m_broken = false; ///< since the last start of a chain
    std::map<QByteArray, qint64, std::less<>> m_numbers; ///< last one of each device
    std::vector<qint64> m_removed;
    qint64 m_prunedThrough = 0;
    std::vector<Note> m_notes;
    std::vector<Fault> m_faults;
};

} // namespace aiops::team
