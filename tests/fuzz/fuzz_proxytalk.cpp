#include "fuzz/fuzz.h"
#include "ssh/client/proxytalk.h"

#include <cstdlib>

using namespace aiops;
using namespace aiops::ssh;

namespace {

constexpr qsizetype kLongestAnswer = 300;       ///< that is waited for at once: a name of 255 bytes, and a port
constexpr qsizetype kLongestTalk = 64 * 1024;

/// The first byte chooses: proxy, password, host. The rest is what the proxy says.
void talk(QByteArrayView input)
{
    const int choice = input[0];
    QByteArrayView rest = input.sliced(1);
    const ProxyAddress proxy = *parseProxy(choice & 1 ? QStringLiteral("socks5://user@127.0.0.1:1080") : QStringLiteral("http://user@127.0.0.1:3128"));
    const auto password = choice & 2 ? std::make_shared<const Secret>(Secret::copyOf("secret")) : nullptr;
    const QString host = choice & 4 ? QStringLiteral("host.example.com") : QStringLiteral("2001:db8::1");
    const auto conversation = ProxyTalk::make(proxy, host, 22, password);
    Result<ProxyTalk::Step> step = conversation->begin();
    qsizetype heard = 0;
    while (step && step->wants > 0) {
        if (step->wants > kLongestAnswer || (heard += step->wants) > kLongestTalk)
            std::abort(); // it would wait for what may never come
        if (step->wants > rest.size())
            return;
        const QByteArrayView part = rest.first(step->wants);
        rest = rest.sliced(part.size());
        step = conversation->take(part);
    }
    if (!step && (step.error().text.isEmpty() || step.error().text.contains(QStringLiteral("secret"))))
        std::abort();
}

} // namespace

QList<QByteArray> fuzzSeeds()
{
    const QByteArray yes("\x05\x00\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x16", 12);
    return {"\1" + yes,
            QByteArray("\3\x05\x02\x01\x00\x05\x00\x00\x04", 9) + QByteArray(18, 'x'),
            QByteArray("\5\x05\x00\x05\x00\x00\x03\x04name\x00\x16", 14),
            QByteArray("\3\x05\x02\x01\x01", 5),
            QByteArray("\1\x05\x00\x05\x02\x00\x01", 7),
            "\4HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\nSSH-2.0-x\r\n",
            "\6HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
            "\4HTTP/1.0 504 late\n\n", "\4HTTP/1.1 403 Forbidden\r\n\r\n"};
}

void fuzzOne(QByteArrayView input)
{
    if (!input.isEmpty())
        talk(input);
}
