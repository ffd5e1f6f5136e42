#include "team/auditwalk.h"

#include "team/devicekey.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace aiops::team {

using namespace Qt::StringLiterals;
using Field = ChainRow::Field;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("team", text);
}

QByteArrayView action(const StoredRow &row)
{
    return row.row.fields[Field::Action];
}

QJsonObject detailOf(const StoredRow &row)
{
    return QJsonDocument::fromJson(row.text.toByteArray()).object();
}

} // namespace

void checkHashes(StoredRow &row)
{
    row.rightHash = chainHash(row.row) == row.row.hash;
    row.rightDetail = row.hasDetail && detailHash(row.salt, row.text) == row.row.fields[Field::Detail];
}

AuditWalk::AuditWalk(const DeviceKey *key, qint64 trusted) : m_key(key), m_trusted(trusted)
{
    if (m_key) {
        m_publicKey = m_key->publicKey();
        m_since = m_key->since();
    }
    m_report.hasKey = !m_publicKey.isEmpty();
}

void AuditWalk::addFault(qint64 seq, const QString &reason)
{
    m_faults.push_back({seq, reason});
}

void AuditWalk::add(const StoredRow &row)
{
    const bool isRestart = action(row) == "audit.restart" && row.row.prev.isEmpty() && m_report.rows > 0;
    m_report.rows++;
    if (!m_broken || isRestart) {
        const QString fault = faultOf(row, isRestart);
        if (fault.isEmpty() && isRestart)
            restart(row);
        else if (!fault.isEmpty() && !m_broken)
            addFault(!isRestart && row.row.seq > m_last.seq + 1 ? m_last.seq + 1 : row.row.seq, fault);
        m_broken = !fault.isEmpty();
    }
    take(row);
}

QString AuditWalk::faultOf(const StoredRow &row, bool isRestart)
{
    if (!isRestart) {
        if (row.row.seq != m_last.seq + 1)
            return tr("An entry is missing before it.");
        if (row.row.prev != m_last.hash)
            return tr("It does not continue the entry before it.");
    }
    if (!row.rightHash)
        return tr("Its content was changed.");
    if (const QString fault = contentFault(row); !fault.isEmpty())
        return fault;
    if (const QString fault = signatureFault(row); !fault.isEmpty())
        return fault;
    return numberFault(row.row, isRestart);
}

QString AuditWalk::contentFault(const StoredRow &row)
{
    const QByteArrayView detail = row.row.fields[Field::Detail];
    if (row.row.format == 1)
        return row.hasDetail ? tr("Details were added to it.") : QString();
    if (row.row.format != 2)
        return tr("Its format is not known.");
    if (detail == kNoDetail)
        return row.hasDetail ? tr("Details were added to it.") : QString();
    if (row.hasDetail)
        return row.rightDetail ? QString() : tr("Its details were changed.");
    m_removed.push_back(row.row.seq);
    return {};
}

QString AuditWalk::signatureFault(const StoredRow &row)
{
    if (!m_report.hasKey)
        return {};
    if (row.signature.isEmpty())
        return m_since > 0 && row.row.seq >= m_since ? tr("It is not signed.") : QString();
    m_report.signedRows++;
    if (row.row.seq <= m_trusted)
        return {};
    m_report.signaturesChecked++;
    const QByteArray message = signedEntry(row.row.fields[Field::Device], row.row.devSeq, row.row.hash);
    const QByteArray signature = QByteArray::fromBase64(row.signature.toByteArray());
    const bool isWrittenAsWeDo = signature.toBase64() == row.signature; // other texts decode to the same bytes
    const bool right = isWrittenAsWeDo && m_key->verify(m_publicKey, message, signature);
    return right ? QString() : tr("It was not signed with the key of this computer.");
}

QString AuditWalk::numberFault(const ChainRow &row, bool isRestart)
{
    const QByteArrayView device = row.fields[Field::Device];
    const auto found = m_numbers.find(device);
    const qint64 last = found == m_numbers.end() ? 0 : found->second;
    if (!isRestart && row.devSeq > last + 1) {
        m_report.missing.append({QString::fromUtf8(device), last + 1, row.devSeq - 1});
        return tr("Entries of its device are missing before it.");
    }
    if (!isRestart && row.devSeq <= last)
        return tr("Its device counted this number before.");
    return {};
}

/// The note closes what is before it. What it says of the old chain must still be so.
void AuditWalk::restart(const StoredRow &row)
{
    const QJsonObject detail = detailOf(row);
    if (detail.value(u"old_seq"_s).toInteger() != m_last.seq || detail.value(u"old_hash"_s).toString().toUtf8() != m_last.hash)
        addFault(std::min(m_last.seq + 1, row.row.seq), tr("The old chain does not end where its closing note says."));
    m_notes.push_back({row.row.seq, detail.value(u"first_bad"_s).toInteger()});
    m_numbers.clear();
}

void AuditWalk::take(const StoredRow &row)
{
    m_last.seq = row.row.seq;
    m_last.hash = row.row.hash.toByteArray();
    m_lastAt = row.row.fields[Field::At].toByteArray();
    if (m_broken)
        return;
    const QByteArrayView device = row.row.fields[Field::Device];
    if (const auto found = m_numbers.find(device); found != m_numbers.end())
        found->second = row.row.devSeq;
    else
        m_numbers.emplace(device.toByteArray(), row.row.devSeq);
    if (action(row) == "audit.prune" && row.row.fields[Field::Outcome] == "done")
        m_prunedThrough = std::max(m_prunedThrough, detailOf(row).value(u"through"_s).toInteger());
}

void AuditWalk::judgeRemovedDetails()
{
    m_report.removedDetails = qint64(m_removed.size());
    const auto found = std::ranges::upper_bound(m_removed, m_prunedThrough);
    if (found != m_removed.end())
        addFault(*found, tr("Its details are gone, and no retention removed them."));
}

/// The first fault that no note closed is what the report is about; the others are history.
void AuditWalk::sortFaults()
{
    std::ranges::stable_sort(m_faults, {}, &Fault::seq);
    for (const Fault &fault : m_faults) {
        const auto closes = [&fault](const Note &note) { return note.firstBad > 0 && note.firstBad <= fault.seq && fault.seq < note.seq; };
        const auto note = std::ranges::find_if(m_notes, closes);
        if (note != m_notes.end()) {
            m_report.known.append({fault.seq, fault.reason, note->seq});
        } else if (m_report.firstBad == 0) {
            m_report.firstBad = fault.seq;
            m_report.reason = fault.reason;
        }
    }
}

VerifyReport AuditWalk::finish(const ChainEnd &kept)
{
    if (!m_broken && (m_last.seq != kept.seq || m_last.hash != kept.hash))
        addFault(std::min(m_last.seq, kept.seq) + 1, tr("The end of the chain is not the one that was noted."));
    judgeRemovedDetails();
    sortFaults();
    m_report.head = QString::fromLatin1(m_last.hash);
    m_report.headSeq = m_last.seq;
    m_report.headAt = QDateTime::fromString(QString::fromLatin1(m_lastAt), Qt::ISODateWithMs);
    return m_report;
}

} // namespace aiops::team
