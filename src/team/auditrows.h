#pragma once

#include "core/permit.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace aiops::team {

struct AuditRow
{
    qint64 seq = 0;
    AuditEntry entry;
    QString hash; ///< hex SHA-256 of (previous hash, canonical entry)
    QString device = {};
    qint64 devSeq = 0; ///< number of the entry among those of its device
    bool isSigned = false;
    bool detailRemoved = false; ///< by retention; the hash of it is still in the chain
};

struct AuditFilter
{
    QString action = {};  ///< prefix: "instance." or "instance.add"
    QString objectId = {};
    std::optional<QStringList> objectIds = {}; ///< one of these; empty list: none fits
    QString outcome = {};
    QString actor = {};
    QString text = {};    ///< part of actor, action, object or detail; case-insensitive for ASCII
    QStringList textActions = {}; ///< actions that fit `text` by the words that a person reads
    QDateTime since = {};
    QDateTime until = {};
    int limit = 200;
    qint64 before = 0;    ///< seq; for paging, 0: from the newest
    qint64 after = -1;    ///< seq; from 0 on: oldest first, above it
};

/// A break that a signed note closed (`aiops audit restart`): the chain that starts with the note is judged on its own.
struct KnownBreak
{
    qint64 firstBad = 0;
    QString reason;
    qint64 restart = 0; ///< seq of the note
};

struct MissingNumbers
{
    QString device;
    qint64 from = 0;
    qint64 to = 0;
};

struct VerifyReport
{
    qint64 rows = 0;
    qint64 firstBad = 0; ///< 0: the chain holds
    QString reason;
    QString head;        ///< hash of the last row
    qint64 headSeq = 0;
    QDateTime headAt;    ///< of the last row
    qint64 signedRows = 0;
    qint64 signaturesChecked = 0; ///< now; the others were checked before
    bool hasKey = false;          ///< false: signatures could not be checked
    qint64 removedDetails = 0;
    QList<KnownBreak> known;
    QList<MissingNumbers> missing;
};

} // namespace aiops::team
