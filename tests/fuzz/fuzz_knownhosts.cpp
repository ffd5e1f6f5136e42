#include "fuzz/fuzz.h"
#include "ssh/client/knownhostsfile.h"

using namespace aiops::ssh;

QList<QByteArray> fuzzSeeds()
{
    static const QByteArray key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKe7iHNPTQYgYdx3qKWK4Rwfg8A0QdMsLcPxFNwriZSC";
    static const QList<QByteArray> seeds{"web-1,192.0.2.1 " + key + " comment", "[web-1]:2222 " + key, "@revoked *.example.com " + key,
                                         "@cert-authority *,!bad " + key, "|1|HMzG7n0UEfQJYFzdNqlJBkmmgnM=|mIrVOZUXFNYTMWGaFgHf7rWZ3Cs= " + key,
                                         "# comment", "web-?,!web-2 " + key};
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    for (const QByteArray &text : input.toByteArray().split('\n')) {
        KnownHostsLine line;
        QString warning;
        if (!parseKnownHostsLine(text, line, warning))
            continue;
        (void)line.matches("web-1");
        (void)line.matches("[web-1]:2222");
        (void)line.matches(line.hosts.left(300));
    }
}
