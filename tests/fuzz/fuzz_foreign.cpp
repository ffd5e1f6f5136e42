#include "fuzz/fuzz.h"
#include "fuzz/seeds.h"
#include "vault/foreign/bitwardenjson.h"
#include "vault/foreign/csvlogins.h"

using aiops::Secret;

QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds = QList<QByteArray>{"name,url,username,password\nx,y,z,\"a\"\"b\"\n", "{\"encrypted\":false,\"items\":[]}"}
                                           + filesBelow(QStringLiteral("credentials"), {QStringLiteral("*.csv"), QStringLiteral("*.json")});
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    Secret table = Secret::copyOf(input);
    (void)aiops::vault::readCsvLogins(table);
    Secret tree = Secret::copyOf(input);
    (void)aiops::vault::readBitwardenJson(tree);
}
