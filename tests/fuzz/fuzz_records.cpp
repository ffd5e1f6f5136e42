#include "fuzz/fuzz.h"
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
                     sealForKeychain(user, identity, Secret::zeroed(32)), makeSecondFactor().factor.seal(user, Secret::zeroed(32))};
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
    (void)VaultKeyWrap::fromBytes(bytes);
    (void)RecoveryBundle::fromBytes(input);
    (void)openWithKeychain(bytes, {}, Secret::zeroed(32));
    (void)SecondFactor::open(bytes, {}, Secret::zeroed(32));
}
