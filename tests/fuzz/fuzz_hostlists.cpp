#include "features/importing/ansibleinventory.h"
#include "features/importing/csvhosts.h"
#include "features/importing/csvtable.h"
#include "features/importing/textdecoding.h"
#include "fuzz/fuzz.h"
#include "fuzz/seeds.h"

using namespace aiops::importing;

QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds = QList<QByteArray>{"name,address,port\nweb-1,192.0.2.1,22\n", "[web]\nweb-[01:20].example.com ansible_port=2222\n"}
                                           + filesBelow(QStringLiteral("import"), {QStringLiteral("*.csv"), QStringLiteral("*.ini"),
                                                                                   QStringLiteral("*.yml"), QStringLiteral("*.yaml")});
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    const auto decoded = decodeText(input.toByteArray());
    if (!decoded)
        return;
    if (const auto table = readCsv(decoded->text))
        (void)hostsOfCsv(*table, guessColumns(table->header), QStringLiteral("a.csv"));
    (void)hostsOfAnsible(readAnsibleIni(decoded->text, QStringLiteral("hosts")));
    (void)hostsOfAnsible(readAnsibleYaml(decoded->text, QStringLiteral("hosts.yml")));
}
