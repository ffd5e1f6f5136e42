#include "team/auditverifystore.h"

#include "core/future.h"
#include "storage/sqlerror.h"
#include "storage/syncstore.h"
#include "team/auditwalk.h"
#include "team/devicekey.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSemaphore>
#include <QThreadPool>

#include <charconv>

namespace aiops::team {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kMark = u"audit.verified"_s;
constexpr std::size_t kRowsBetweenLooks = 1024; // at whether somebody wants it to stop

QString tr(const char *text)
{
    return QCoreApplication::translate("team", text);
}

constexpr int kTexts = ChainRow::FieldCount + 5; // and prev, hash, signature, salt, text
constexpr int kNumbers = 4 + kTexts;             // seq, dev_seq, format, has detail, and the length of each text

/// All of a row as one value, numbers and lengths in front: a QVariant and a QString for each column would cost more than
/// the hashes. Lengths are those of bytes, so that text with a NUL inside is not cut.
QString packedColumns()
{
    const QStringList texts{u"a.at"_s, u"a.actor"_s, u"a.device"_s, u"a.action"_s, u"a.object_kind"_s, u"a.object_id"_s, u"a.object_name"_s,
                            u"a.outcome"_s, u"a.detail"_s, u"a.prev"_s, u"a.hash"_s, u"a.signature"_s, u"coalesce(d.salt, '')"_s,
                            u"coalesce(d.text, '')"_s};
    QStringList numbers{u"a.seq"_s, u"a.dev_seq"_s, u"a.format"_s, u"(d.seq IS NOT NULL)"_s};
    for (const QString &text : texts)
        numbers.append(u"length(CAST(%1 AS BLOB))"_s.arg(text));
    return u"CAST(%1 || ' ' || %2 AS BLOB)"_s.arg(numbers.join(u" || ' ' || "_s), texts.join(u" || "_s));
}

/// False for a row that does not read as it was written: a column is NULL, or no text.
bool unpack(const QByteArray &packed, StoredRow &row)
{
    std::array<qint64, kNumbers> numbers;
    const char *at = packed.constData();
    const char *const end = at + packed.size();
    for (qint64 &number : numbers) {
        const auto [next, error] = std::from_chars(at, end, number);
        if (error != std::errc() || next == end || *next != ' ')
            return false;
        at = next + 1;
    }
    std::array<QByteArrayView, kTexts> texts;
    for (int i = 0; i < kTexts; ++i) {
        const qint64 length = numbers[std::size_t(4 + i)];
        if (length < 0 || length > end - at)
            return false;
        texts[std::size_t(i)] = QByteArrayView(at, length);
        at += length;
    }
    row.row = {.seq = numbers[0], .fields = {}, .devSeq = numbers[1], .format = int(numbers[2]), .prev = texts[9], .hash = texts[10]};
    std::copy_n(texts.begin(), ChainRow::FieldCount, row.row.fields.begin());
    row.signature = texts[11];
    row.hasDetail = numbers[3] != 0;
    row.salt = texts[12];
    row.text = texts[13];
    return at == end;
}

Result<ChainEnd> keptEnd(QSqlDatabase &db)
{
    auto query = run(db, u"SELECT seq, hash FROM audit_head"_s);
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? ChainEnd{query->value(0).toLongLong(), query->value(1).toByteArray()} : ChainEnd{};
}

Result<QByteArray> hashAt(QSqlDatabase &db, qint64 seq)
{
    auto query = run(db, u"SELECT hash FROM audit WHERE seq = ?"_s, {seq});
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toByteArray() : QByteArray();
}

QByteArray markMessage(qint64 seq, const QByteArray &hash)
{
    return signedPlace("verified", seq, hash, {}, {});
}

/// Up to where signatures were checked before: 0 when the note is not ours, or the chain is not what it was then.
Result<qint64> trusted(QSqlDatabase &db, const DeviceKey &key)
{
    auto query = run(db, u"SELECT value FROM local_value WHERE key = ?"_s, {kMark});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return 0;
    const QJsonObject mark = QJsonDocument::fromJson(query->value(0).toByteArray()).object();
    const qint64 seq = mark.value(u"seq"_s).toInteger();
    const QByteArray hash = mark.value(u"hash"_s).toString().toLatin1();
    const auto signature = QByteArray::fromBase64(mark.value(u"signature"_s).toString().toLatin1());
    const Result<QByteArray> now = hashAt(db, seq);
    if (!now)
        return std::unexpected(now.error());
    const QByteArray ours = key.publicKey();
    return *now == hash && !ours.isEmpty() && key.verify(ours, markMessage(seq, hash), signature) ? seq : 0;
}

/// Rows as they were read, and the hashes of them, which the pool computes while the next ones are read.
struct Block
{
    std::vector<QByteArray> packed;
    std::vector<StoredRow> rows; ///< views into `packed`
    std::vector<qint64> numbers; ///< for a row that cannot be read
    QSemaphore done;

    void check()
    {
        for (const QByteArray &bytes : packed) {
            StoredRow &row = rows.emplace_back();
            if (unpack(bytes, row))
                checkHashes(row);
            else
                row = {.row = {.fields = {}, .prev = "unreadable", .hash = "unreadable"}};
        }
        done.release();
    }
};

std::shared_ptr<Block> readBlock(QSqlQuery &query)
{
    auto block = std::make_shared<Block>();
    while (block->packed.size() < kRowsBetweenLooks && query.next()) {
        block->packed.push_back(query.value(0).toByteArray());
        block->numbers.push_back(query.value(1).toLongLong());
    }
    // Without a free thread the work is done here: waiting for one could be for ever, as this is a job of the pool itself.
    if (!QThreadPool::globalInstance()->tryStart([block] { block->check(); }))
        block->check();
    return block;
}

void judge(Block &block, AuditWalk &walk)
{
    block.done.acquire();
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        if (block.rows[i].row.seq == 0)
            block.rows[i].row.seq = block.numbers[i];
        walk.add(block.rows[i]);
    }
}

Status readAll(QSqlDatabase &db, AuditWalk &walk, const AuditVerifyStore::Stopped &stopped)
{
    auto query = run(db, u"SELECT %1, a.seq FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq ORDER BY a.seq"_s.arg(packedColumns()));
    if (!query)
        return std::unexpected(query.error());
    auto block = readBlock(*query);
    while (!block->packed.empty()) {
        const auto next = readBlock(*query);
        judge(*block, walk);
        if (stopped())
            return std::unexpected(cancelledError());
        block = next;
    }
    return {};
}

Status compare(QSqlDatabase &db, AuditWalk &walk, const AuditHead &head)
{
    const Result<QByteArray> hash = hashAt(db, head.seq);
    if (!hash)
        return std::unexpected(hash.error());
    if (head.seq == 0 || *hash == head.hash.toLatin1())
        return {};
    if (hash->isEmpty())
        walk.addFault(std::min(walk.last().seq + 1, head.seq), tr("Entries up to %1 were there when the head file was made, and are missing.").arg(head.seq));
    else
        walk.addFault(head.seq, tr("It is not the entry that the head file saw: this one or one before it was replaced."));
    return {};
}

Result<VerifyReport> walkAll(QSqlDatabase &db, const DeviceKey *key, const VerifyOptions &options, const AuditVerifyStore::Stopped &stopped)
{
    const Result<ChainEnd> kept = keptEnd(db);
    const Result<qint64> from = !kept ? std::unexpected(kept.error()) : !key || options.allSignatures ? Result<qint64>(0) : trusted(db, *key);
    if (!from)
        return std::unexpected(from.error());
    AuditWalk walk(key, *from);
    if (auto read = readAll(db, walk, stopped); !read)
        return std::unexpected(read.error());
    if (options.against) {
        if (auto compared = compare(db, walk, *options.against); !compared)
            return std::unexpected(compared.error());
    }
    return walk.finish(*kept);
}

Status checkAgainst(QSqlDatabase &db, const DeviceKey *key, const AuditHead &head)
{
    if (!key)
        return {};
    if (auto right = checkSignature(head, *key); !right)
        return right;
    const Result<QString> device = storage::SyncStore::meta(db, u"device_id"_s);
    if (device && *device == head.device && !key->publicKey().isEmpty() && head.publicKey != key->publicKey())
        return std::unexpected(Error{Errc::Integrity, tr("The head in this file names this computer, but another key signed it."), {},
                                     tr("The file was made by somebody else, or the key of this computer was replaced since.")});
    return {};
}

} // namespace

Result<VerifyReport> AuditVerifyStore::verify(QSqlDatabase db, const DeviceKey *key, const VerifyOptions &options, const Stopped &stopped)
{
    if (auto begun = run(db, u"BEGIN"_s); !begun)
        return std::unexpected(begun.error());
    const Status usable = options.against ? checkAgainst(db, key, *options.against) : Status();
    auto report = usable ? walkAll(db, key, options, stopped) : std::unexpected(usable.error());
    QSqlQuery(db).exec(u"ROLLBACK"_s);
    return report;
}

Status AuditVerifyStore::noteVerified(QSqlDatabase &db, DeviceKey &key, const VerifyReport &report)
{
    const QByteArray hash = report.head.toLatin1();
    const QByteArray signature = key.sign(markMessage(report.headSeq, hash), report.headSeq + 1);
    if (signature.isEmpty())
        return {};
    const QJsonObject mark{{u"seq"_s, report.headSeq}, {u"hash"_s, report.head}, {u"signature"_s, QString::fromLatin1(signature.toBase64())}};
    auto done = run(db, u"INSERT INTO local_value VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s,
                    {kMark, QString::fromUtf8(QJsonDocument(mark).toJson(QJsonDocument::Compact))});
    return done ? Status() : Status(std::unexpected(done.error()));
}

} // namespace aiops::team
