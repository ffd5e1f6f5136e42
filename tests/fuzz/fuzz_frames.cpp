#include "fuzz/fuzz.h"
#include "ssh/link.h"
#include "ssh/messages.h"

#include <cstdlib>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace aiops::ssh;
using namespace aiops::ssh::messages;

/// What a worker process that a server has taken over may send, and the other way round.
QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds{
        encode(ToClient(Hello{0, kVersion, "system calls"})),
        encode(ToClient(Handshaken{7, "ssh-ed25519", "blob", "kex"})),
        encode(ToClient(AuthResult{7, Outcome::Refused, true, {"publickey", "password"}, "no"})),
        encode(ToClient(PromptAsked{7, "n", "i", {{"Password: ", false}, {"Code: ", true}}})),
        encode(ToClient(ChannelData{7, 1, false, QByteArray(300, 'x')})) + encode(ToClient(ChannelClosed{7, 1, true, -1, "KILL"})),
        encode(ToEngine(OpenSession{7, {"ssh-ed25519", ""}})),
        encode(ToEngine(OpenChannel{7, 1, ChannelKind::Dial, "localhost", 80, true, "xterm", 80, 24}))};
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    if (const auto message = decodeToClient(input); message && encode(ToClient(*message)) != input)
        std::abort(); // read as something that it was not
    if (auto message = decodeToEngine(input); message && encode(std::move(*message)) != input)
        std::abort();
    int sockets[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0)
        std::abort();
    ::fcntl(sockets[0], F_SETFL, O_NONBLOCK);
    [[maybe_unused]] const ssize_t sent = ::write(sockets[0], input.data(), size_t(input.size()));
    ::close(sockets[0]);
    const auto link = socketLink(sockets[1], Descriptors::Refused);
    qsizetype read = 0;
    while (const auto frame = link->receive())
        read += frame->bytes.size();
    if (read > input.size() || !link->isCut())
        std::abort();
}
