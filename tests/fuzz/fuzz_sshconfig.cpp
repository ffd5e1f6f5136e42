#include "fuzz/fuzz.h"
#include "fuzz/seeds.h"
#include "ssh/client/configwords.h"
#include "ssh/client/sshconfig.h"

#include <QTemporaryDir>

#include <cstdlib>

using namespace aiops::ssh;

QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds = QList<QByteArray>{"Host a b*\n  HostName %h.example.com\n  Port 22\nInclude config\nMatch all\n",
                                                             "ProxyCommand ssh -W %h:%p bastion\n", "ProxyJump a@b:22,[::1]:2222\n"}
                                           + filesBelow(QStringLiteral("import/ssh"), {QStringLiteral("*")});
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    for (const QByteArray &line : input.toByteArray().split('\n')) {
        (void)splitConfigLine(line);
        (void)parseJumps(QString::fromUtf8(line));
        (void)jumpOfCommand(QString::fromUtf8(line));
    }
    static const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("config")));
    if (!file.open(QIODevice::WriteOnly) || file.write(input.data(), input.size()) != input.size())
        std::abort();
    file.close();
    (void)readSshConfig(file.fileName(), {folder.path(), folder.path()});
}
