#include "fuzz/fuzz.h"
#include "vault/canonical.h"
#include "vault/exportcontent.h"
#include "vault/payload.h"
#include "vault/secondfactor.h"
#include "vault/recoverybundle.h"
#include "vault/keychainbox.h"
#include "vault/userbundle.h"
#include "vault/vaultkeywrap.h"

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

constexpr KdfCost kCost{.memoryKiB = 64 * 1024, .passes = 3, .lanes = 1};

/// As they stand in an exported file.
QList<QByteArray> blocks()
{
    const QByteArray payload = QByteArray("\0\0\0\1s", 5) + QByteArray(251, '\0');
    return {vaultsBlock({{QUuid::createUuid(), u"Personal"_s}}).sliced(4),
            CanonicalWriter().bytes("record").id(QUuid::createUuid()).id(QUuid::createUuid()).text(u"credential").number(1).number(1).bytes("{}").bytes(payload).data()};
}

/// Keys sealed for a member and for a recovery kit.
QList<QByteArray> boxes(const Identity &identity)
{
    const QUuid id = QUuid::createUuid();
    const VaultKeyWrap wrap{.organization = id, .vault = id, .epoch = 1, .recipient = id, .recipientKey = identity.x25519Public, .granter = id, .box = {}, .signature = {}};
    const RecoveryBundle bundle{.vault = id, .user = id, .recipient = id, .recipientKey = identity.x25519Public, .x25519Public = identity.x25519Public,
                                .ed25519Public = identity.ed25519Public, .box = {}};
    return {wrapVaultKey(wrap, Secret::zeroed(32), identity)->toBytes(), sealForRecovery(bundle, identity).toBytes()};
}

} // namespace

QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds = [] {
        const Identity identity = Identity::generate();
        const QUuid user = QUuid::createUuid();
        const Payload plain{.name = u"n"_s, .kind = u"password"_s, .user = u"u"_s, .notes = u"two\nlines"_s, .secret = Secret::copyOf("s"), .fields = {}};
        const Payload withFields{.name = u"n"_s, .kind = u"aws-key"_s, .user = {}, .notes = {}, .secret = Secret::copyOf("s"),
                                 .fields = {{u"access_key_id"_s, u"A"_s}, {u"region"_s, u"e"_s}}};
        const auto bundle = makeBundle(user, identity, Secret::copyOf("passphrase"), kCost);
        return QList{plain.toJson().reveal().toByteArray(), withFields.toJson().reveal().toByteArray(), bundle->toBytes(),
                     sealForKeychain(user, identity, Secret::zeroed(32)), makeSecondFactor().factor.seal(user, Secret::zeroed(32))}
               + blocks() + boxes(identity);
    }();
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    const QByteArray bytes = input.toByteArray();
    const Secret json = Secret::copyOf(input);
    for (const quint64 schema : {1, 2}) {
        const auto payload = Payload::fromJson(json, schema);
        if (payload && !payload->toJson().equals(input))
            qFatal("a payload that is read must be written the same: %s", input.toByteArray().toHex().constData());
    }
    const auto bundle = UserBundle::fromBytes(input);
    if (bundle && bundle->toBytes() != bytes)
        qFatal("a bundle that is read must be written the same");
    const auto wrap = VaultKeyWrap::fromBytes(bytes);
    if (wrap && wrap->toBytes() != bytes)
        qFatal("a wrap that is read must be written the same");
    const auto recovery = RecoveryBundle::fromBytes(input);
    if (recovery && recovery->toBytes() != bytes)
        qFatal("a recovery bundle that is read must be written the same");
    (void)parseVaults(json);
    (void)parseRecord(json);
    (void)openWithKeychain(bytes, {}, Secret::zeroed(32));
    (void)SecondFactor::open(bytes, {}, Secret::zeroed(32));
}
