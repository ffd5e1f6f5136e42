#include "fuzz/fuzz.h"
#include "net/httpparser.h"
#include "ssh/client/sshfp.h"

using namespace aiops;

namespace {

struct Heard
{
    bool isGood = true;
    bool isWhole = false;
    net::HttpResponse response;
};

/// An answer means the same however the network cut it.
Heard hear(QByteArrayView input, qsizetype piece)
{
    net::HttpResponseParser parser({.header = 2000, .body = 20'000});
    Heard heard;
    for (; heard.isGood && !input.isEmpty(); input = input.sliced(std::min(piece, input.size())))
        heard.isGood = parser.feed(input.first(std::min(piece, input.size()))).has_value();
    heard.isGood = heard.isGood && parser.end();
    heard.isWhole = parser.isComplete();
    heard.response = parser.takeResponse();
    return heard;
}

} // namespace

/// Of the metrics agent on a host, and of name servers.
QList<QByteArray> fuzzSeeds()
{
    return {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nabc\r\n0\r\nA: b\r\n\r\n",
            "HTTP/1.0 404 Not Found\r\nConnection: close\r\n\r\nno", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
            QByteArray("\x12\x34\x81\x80\0\1\0\1\0\0\0\0\3web\0\0\x2c\0\1\xc0\x0c\0\x2c\0\1\0\0\0\x3c\0\x22\4\2", 36) + QByteArray(32, 'f')};
}

void fuzzOne(QByteArrayView input)
{
    const Heard whole = hear(input, input.size()), pieces = hear(input, 1);
    if (whole.isGood != pieces.isGood || (whole.isGood && (whole.isWhole != pieces.isWhole || whole.response.status != pieces.response.status
                                                           || whole.response.headers != pieces.response.headers || whole.response.body != pieces.response.body)))
        std::abort();
    const auto records = ssh::readSshfp(input);
    for (const ssh::SshfpRecord &record : records) {
        if (record.fingerprint.isEmpty() || record.fingerprint.size() > input.size())
            std::abort();
    }
    (void)ssh::compareSshfp(records, {"ssh-ed25519", QByteArray(32, 'k')});
}
