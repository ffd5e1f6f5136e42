#include "ssh/client/lookup.h"

#include "ssh/client/text.h"

#include <QThreadPool>

#include <cerrno>
#include <cstring>

#ifndef Q_OS_WIN
#include <netdb.h>
#endif

namespace aiops::ssh {
namespace {

constexpr int kMostLookups = 16;

/// A pool of its own: a resolver that does not answer for half a minute must not hold up key derivation. Never
/// destroyed, because that would wait for it when the program ends.
QThreadPool &lookups()
{
    static QThreadPool *pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(kMostLookups);
        return made;
    }();
    return *pool;
}

QString reason(int code)
{
#ifdef EAI_SYSTEM
    if (code == EAI_SYSTEM)
        return QString::fromLocal8Bit(std::strerror(errno));
#endif
    return QString::fromLocal8Bit(::gai_strerror(code));
}

Result<QList<Address>> ask(const QByteArray &name)
{
    addrinfo hints{};
    hints.ai_flags = AI_ADDRCONFIG;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    const int code = ::getaddrinfo(name.constData(), nullptr, &hints, &found);
    const QString why = code == 0 ? QString() : reason(code);
    QList<Address> addresses;
    for (const addrinfo *one = code == 0 ? found : nullptr; one; one = one->ai_next) {
        const auto address = Address::fromSystem(one->ai_addr, socklen_t(one->ai_addrlen));
        if (address && !addresses.contains(*address))
            addresses += *address;
    }
    if (code == 0)
        ::freeaddrinfo(found);
    if (addresses.isEmpty())
        return fail(Errc::Unreachable, Text::tr("The name %1 was not found.").arg(QString::fromLatin1(name)), why);
    return addresses;
}

} // namespace

Future<QList<Address>> lookUp(const QString &host)
{
    auto promise = std::make_shared<QPromise<Result<QList<Address>>>>();
    promise->start();
    Future<QList<Address>> future = promise->future();
    lookups().start([promise, name = host.toLatin1()] {
        if (!promise->isCanceled()) // it may have waited for a thread
            promise->addResult(ask(name));
        promise->finish();
    });
    return future;
}

} // namespace aiops::ssh
