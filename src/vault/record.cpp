#include "vault/record.h"

#include "vault/canonical.h"
#include "vault/verifiedonce.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {
constexpr QByteArrayView kInfo = "aiops/v1/record";
}

QByteArray RecordHeader::aad() const
{
    return CanonicalWriter()
        .bytes("AIOR").number(1).number(1).id(organization).id(vault).number(epoch)
        .id(record).text(type).number(schema).number(version).id(author).id(device).number(hlc)
        .data();
}

QByteArray SealedRecord::signedBytes() const
{
    return CanonicalWriter()
        .bytes("aiops/v1/record-signature").bytes(header.aad()).bytes(box.salt).bytes(box.commitment)
        .bytes(sha256(box.ciphertext))
        .data();
}

SealedRecord sealRecord(const RecordHeader &header, const Secret &payload, const Secret &vaultKey, const Identity &author)
{
    SealedRecord record{.header = header, .box = seal(vaultKey, kInfo, header.aad(), payload), .signature = {}};
    const QByteArray message = record.signedBytes();
    record.signature = signEd25519(author.ed25519Private, message);
    noteVerified(author.ed25519Public, message, record.signature);
    return record;
}

Result<Secret> openRecord(const SealedRecord &record, const Secret &vaultKey, const QByteArray &authorKey,
                          quint64 highestVersionSeen)
{
    if (!verifiedOnce(authorKey, record.signedBytes(), record.signature))
        return std::unexpected(integrityError(u"record: signature"_s));
    std::optional<Secret> payload = unseal(vaultKey, kInfo, record.header.aad(), record.box);
    if (!payload)
        return std::unexpected(integrityError(u"record: seal"_s));
    if (record.header.version < highestVersionSeen)
        return std::unexpected(integrityError(u"record: older version than seen before"_s));
    return std::move(*payload);
}

} // namespace aiops::vault
