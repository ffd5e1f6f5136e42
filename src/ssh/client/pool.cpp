#include "ssh/client/pool.h"

#include "ssh/client/connecting.h"
#include "ssh/client/engineclient.h"
#include "ssh/client/knownhosts.h"
#include "ssh/client/warmtransport.h"

#include <QElapsedTimer>

#include <list>
#include <map>

namespace aiops::ssh {

using namespace Qt::StringLiterals;
namespace {

using Connected = Result<std::shared_ptr<Transport>>;

QString keyOf(const Endpoint &endpoint)
{
    const QString via = endpoint.via.isNull() ? QString() : endpoint.via.toString();
    return QStringLiteral("%1\n%2\n%3\n%4").arg(endpoint.host.toLower(), QString::number(endpoint.port), endpoint.user, via);
}

struct Waiter
{
    QPromise<Connected> promise;
    std::unique_ptr<QFutureWatcher<Connected>> cancelWatch;
    std::optional<Permit> permit; ///< none when its outcome was written before
    std::shared_ptr<ConnectReport> report;
};

struct Attempt
{
    std::shared_ptr<Connecting> connecting;
    std::list<Waiter> waiters;
};

struct Open
{
    std::shared_ptr<SessionTransport> transport;
    QElapsedTimer idle; ///< invalid while somebody uses it
};

SessionInfo infoOf(const SessionTransport &transport, bool replaced)
{
    using messages::ChannelKind;
    const SessionClient &session = transport.session();
    const ConnectionLog &log = transport.log();
    return {.number = session.id(), .endpoint = transport.endpoint(), .hostKey = transport.hostKey(), .algorithms = log.algorithms,
            .postQuantum = isPostQuantum(log.algorithms), .through = log.through, .notices = log.notices, .since = transport.since(),
            .sent = session.bytesSent(), .received = session.bytesReceived(), .shells = session.channelsOf(ChannelKind::Shell),
            .commands = session.channelsOf(ChannelKind::Exec), .dials = session.channelsOf(ChannelKind::Dial), .replaced = replaced};
}

} // namespace

class Pool::Private
{
public:
    Private(Pool *pool, KnownHosts &hosts, CredentialSource &source) : q(pool), knownHosts(hosts), credentials(source) {}

    Pool *q;
    KnownHosts &knownHosts;
    CredentialSource &credentials;
    PoolOptions options;
    Routes routes;
    std::shared_ptr<EngineClient> engine = std::make_shared<EngineClient>();
    std::map<QString, Attempt> attempts;
    std::map<QString, Open> open;
    QList<std::shared_ptr<SessionTransport>> worn; ///< replaced, but still used by somebody
    QTimer idleCheck;

    std::shared_ptr<Transport> warm(Open &found, const Endpoint &endpoint, Permit credentialPermit, std::shared_ptr<Interaction> interaction);
    Future<std::shared_ptr<SessionTransport>> redial(Endpoint endpoint, Permit credentialPermit, std::shared_ptr<Interaction> interaction);
    Future<std::shared_ptr<Transport>> joinOrStart(const Endpoint &endpoint, std::optional<Permit> permit, Permit credentialPermit,
                                                   std::shared_ptr<Interaction> interaction, std::shared_ptr<ConnectReport> report,
                                                   Usage usage);
    Future<std::shared_ptr<Transport>> wait(const QString &key, std::optional<Permit> permit, std::shared_ptr<ConnectReport> report);
    Future<std::shared_ptr<Transport>> reachHop(const Endpoint &behind, std::shared_ptr<Interaction> interaction);
    void cancelled(const QString &key, const QObject *watch);
    void start(const QString &key, Endpoint endpoint, Permit credentialPermit, std::shared_ptr<Interaction> interaction, Usage usage);
    void finished(const QString &key, const Connecting *which, Result<std::shared_ptr<SessionTransport>> result);
    void keep(const QString &key, const std::shared_ptr<SessionTransport> &transport);
    void retire(const QString &key, const Endpoint &endpoint);
    void forget(const QString &key, const SessionTransport *which);
    void closeIdle();
};

Pool::Pool(KnownHosts &knownHosts, CredentialSource &credentials, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, knownHosts, credentials))
{
    connect(&d->idleCheck, &QTimer::timeout, this, [this] { d->closeIdle(); });
    connect(d->engine.get(), &EngineClient::unlimitedChanged, this, &Pool::changed);
}

Pool::~Pool()
{
    for (auto &[key, attempt] : d->attempts) {
        attempt.connecting->onStage = {};
        attempt.connecting->abort();
    }
    for (auto &[key, open] : d->open) {
        open.transport->disconnect(this);
        open.transport->close();
    }
    for (const std::shared_ptr<SessionTransport> &transport : std::as_const(d->worn)) {
        transport->disconnect(this);
        transport->close();
    }
}

void Pool::setRoutes(Routes routes)
{
    d->routes = std::move(routes);
}

void Pool::setEngine(std::shared_ptr<EngineClient> engine)
{
    d->engine->disconnect(this);
    d->engine = std::move(engine);
    connect(d->engine.get(), &EngineClient::unlimitedChanged, this, &Pool::changed);
    d->engine->setLiveness(d->options.liveness);
}

void Pool::setOptions(PoolOptions options)
{
    d->options = std::move(options);
    d->engine->setLiveness(d->options.liveness);
}

const PoolOptions &Pool::options() const
{
    return d->options;
}

Future<std::shared_ptr<Transport>> Pool::acquire(Endpoint endpoint, Permit permit, Permit credentialPermit,
                                                 std::shared_ptr<Interaction> interaction, std::shared_ptr<ConnectReport> report,
                                                 Usage usage)
{
    const QString key = keyOf(endpoint);
    d->retire(key, endpoint);
    if (const auto found = d->open.find(key); found != d->open.end()) {
        permit.succeeded();
        if (report)
            *report = {Stage::Ready, found->second.transport->log(), found->second.transport->hostKey()};
        return ready<std::shared_ptr<Transport>>(d->warm(found->second, endpoint, std::move(credentialPermit), std::move(interaction)));
    }
    return d->joinOrStart(endpoint, std::move(permit), std::move(credentialPermit), std::move(interaction), std::move(report), usage);
}

std::shared_ptr<Transport> Pool::Private::warm(Open &found, const Endpoint &endpoint, Permit credentialPermit,
                                               std::shared_ptr<Interaction> interaction)
{
    found.idle.invalidate();
    auto again = [pool = QPointer<Pool>(q), endpoint, interaction](Permit permit) {
        if (pool)
            return pool->d->redial(endpoint, std::move(permit), interaction);
        permit.takeEntry();
        return failed<std::shared_ptr<SessionTransport>>(cancelledError());
    };
    return std::make_shared<WarmTransport>(found.transport, std::move(credentialPermit), std::move(again));
}

Future<std::shared_ptr<SessionTransport>> Pool::Private::redial(Endpoint endpoint, Permit credentialPermit,
                                                                std::shared_ptr<Interaction> interaction)
{
    if (const auto found = open.find(keyOf(endpoint)); found != open.end() && found->second.transport->isOpen()) {
        credentialPermit.takeEntry(); // somebody else was faster
        found->second.idle.invalidate();
        co_return found->second.transport;
    }
    const auto made = co_await joinOrStart(endpoint, std::nullopt, std::move(credentialPermit), std::move(interaction), {}, Usage::Interactive);
    if (!made)
        co_return std::unexpected(made.error());
    co_return std::static_pointer_cast<SessionTransport>(*made); // an attempt gives no other
}

Future<std::shared_ptr<Transport>> Pool::Private::joinOrStart(const Endpoint &endpoint, std::optional<Permit> permit, Permit credentialPermit,
                                                              std::shared_ptr<Interaction> interaction,
                                                              std::shared_ptr<ConnectReport> report, Usage usage)
{
    const QString key = keyOf(endpoint);
    const bool joins = attempts.contains(key);
    Future<std::shared_ptr<Transport>> future = wait(key, std::move(permit), std::move(report));
    if (joins)
        credentialPermit.takeEntry();
    else
        start(key, endpoint, std::move(credentialPermit), std::move(interaction), usage);
    return future;
}

Future<std::shared_ptr<Transport>> Pool::Private::wait(const QString &key, std::optional<Permit> permit, std::shared_ptr<ConnectReport> report)
{
    std::list<Waiter> &waiters = attempts[key].waiters;
    waiters.push_back({{}, std::make_unique<QFutureWatcher<Connected>>(), std::move(permit), std::move(report)});
    Waiter &waiter = waiters.back();
    waiter.promise.start();
    QObject *watch = waiter.cancelWatch.get();
    QObject::connect(waiter.cancelWatch.get(), &QFutureWatcherBase::canceled, q, [this, key, watch] { cancelled(key, watch); });
    waiter.cancelWatch->setFuture(waiter.promise.future());
    return waiter.promise.future();
}

void Pool::Private::cancelled(const QString &key, const QObject *watch)
{
    const auto attempt = attempts.find(key);
    if (attempt == attempts.end())
        return;
    std::list<Waiter> &waiters = attempt->second.waiters;
    const auto waiter = std::ranges::find_if(waiters, [watch](const Waiter &w) { return w.cancelWatch.get() == watch; });
    if (waiter == waiters.end())
        return;
    if (waiter->permit)
        waiter->permit->failed(cancelledError());
    waiter->promise.finish();
    waiter->cancelWatch.release()->deleteLater(); // it is the sender
    waiters.erase(waiter);
    if (!waiters.empty())
        return;
    const std::shared_ptr<Connecting> abandoned = attempt->second.connecting;
    attempts.erase(attempt);
    abandoned->onStage = {};
    abandoned->abort();
}

void Pool::Private::start(const QString &key, Endpoint endpoint, Permit credentialPermit, std::shared_ptr<Interaction> interaction, Usage usage)
{
    const auto hop = [pool = QPointer<Pool>(q), interaction](const Endpoint &behind) {
        return pool ? pool->d->reachHop(behind, interaction) : failed<std::shared_ptr<Transport>>(cancelledError());
    };
    auto connecting = std::make_shared<Connecting>(Connecting::Parts{engine, &knownHosts, &credentials, options, hop, usage,
                                                                                    q->wayOf(endpoint.instance), routes}, endpoint,
                                                   std::move(credentialPermit), interaction);
    connecting->onStage = [this, endpoint](Stage stage) { emit q->stageChanged(endpoint, stage); };
    attempts[key].connecting = connecting;
    deliver(Connecting::run(connecting), q, [this, key, which = connecting.get()](Result<std::shared_ptr<SessionTransport>> result) {
        finished(key, which, std::move(result));
    });
}

Future<std::shared_ptr<Transport>> Pool::Private::reachHop(const Endpoint &behind, std::shared_ptr<Interaction> interaction)
{
    using Hop = std::shared_ptr<Transport>;
    const Result<QList<Endpoint>> hops = hopsBefore(behind, routes); // a loop would wait for itself
    if (!hops)
        return failed<Hop>(hops.error());
    Result<Routes::Permits> permits = routes.permits(hops->first());
    if (!permits)
        return failed<Hop>(permits.error());
    return q->acquire(hops->first(), std::move(permits->touch), std::move(permits->credential), std::move(interaction));
}

void Pool::Private::finished(const QString &key, const Connecting *which, Result<std::shared_ptr<SessionTransport>> result)
{
    const auto found = attempts.find(key);
    if (found == attempts.end() || found->second.connecting.get() != which) {
        if (result) // abandoned at the last moment
            (*result)->close();
        return;
    }
    Attempt attempt = std::move(found->second);
    attempts.erase(found);
    if (result)
        keep(key, *result);
    for (Waiter &waiter : attempt.waiters) {
        if (waiter.report)
            *waiter.report = attempt.connecting->report();
        if (const QString &from = attempt.connecting->report().sourceAddress; waiter.permit && !from.isEmpty())
            waiter.permit->note(u"source_address"_s, from);
        if (waiter.permit && result)
            waiter.permit->succeeded();
        else if (waiter.permit)
            waiter.permit->failed(result.error());
        waiter.promise.addResult(result ? Connected(*result) : Connected(std::unexpected(result.error())));
        waiter.promise.finish();
    }
    if (result)
        emit q->changed();
}

void Pool::Private::keep(const QString &key, const std::shared_ptr<SessionTransport> &transport)
{
    open[key] = {transport, {}};
    QObject::connect(transport.get(), &Transport::closed, q, [this, key, which = transport.get()] { forget(key, which); });
    idleCheck.start(std::max(std::chrono::milliseconds(10), options.idle / 4));
}

/// Worn, or made in a way that the settings of the host no longer say.
void Pool::Private::retire(const QString &key, const Endpoint &endpoint)
{
    const auto found = open.find(key);
    if (found == open.end())
        return;
    if (!found->second.transport->isWorn(options) && found->second.transport->way() == q->wayOf(endpoint.instance))
        return;
    worn += found->second.transport;
    open.erase(found);
}

void Pool::Private::forget(const QString &key, const SessionTransport *which)
{
    const auto keep = [](const std::shared_ptr<SessionTransport> &sender) { QTimer::singleShot(0, [sender] {}); }; // it is telling others just now
    if (const auto found = open.find(key); found != open.end() && found->second.transport.get() == which) {
        keep(found->second.transport);
        open.erase(found);
    } else if (const auto old = std::ranges::find(worn, which, &std::shared_ptr<SessionTransport>::get); old != worn.end()) {
        keep(*old);
        worn.erase(old);
    }
    if (open.empty() && worn.isEmpty())
        idleCheck.stop();
    emit q->changed();
}

void Pool::Private::closeIdle()
{
    QList<std::shared_ptr<SessionTransport>> idle;
    for (auto &[key, one] : open) {
        if (one.transport.use_count() > 1 || one.transport->isUsed())
            one.idle.invalidate();
        else if (!one.idle.isValid())
            one.idle.start();
        else if (one.idle.durationElapsed() >= options.idle)
            idle += one.transport;
    }
    for (const std::shared_ptr<SessionTransport> &one : std::as_const(worn)) {
        if (one.use_count() == 1 && !one->isUsed())
            idle += one;
    }
    for (const auto &transport : std::as_const(idle))
        transport->close();
}

Future<std::shared_ptr<Transport>> Pool::reachHop(const Endpoint &behind, std::shared_ptr<Interaction> interaction)
{
    return d->reachHop(behind, std::move(interaction));
}

std::shared_ptr<Transport> Pool::existing(const Endpoint &endpoint) const
{
    const auto found = d->open.find(keyOf(endpoint));
    const bool fit = found != d->open.end() && !found->second.transport->isWorn(d->options);
    return fit ? found->second.transport : nullptr;
}

int Pool::channels(const Endpoint &endpoint) const
{
    const auto found = d->open.find(keyOf(endpoint));
    return found == d->open.end() ? 0 : found->second.transport->channels();
}

QList<std::shared_ptr<Transport>> Pool::open() const
{
    QList<std::shared_ptr<Transport>> transports;
    for (const auto &[key, open] : d->open)
        transports += open.transport;
    for (const std::shared_ptr<SessionTransport> &transport : std::as_const(d->worn))
        transports += transport;
    return transports;
}

void Pool::probe(std::chrono::milliseconds patience)
{
    for (const std::shared_ptr<Transport> &transport : open())
        static_cast<SessionTransport &>(*transport).probe(patience);
    emit probed();
}

QList<SessionInfo> Pool::sessions() const
{
    QList<SessionInfo> all;
    for (const auto &[key, open] : d->open)
        all += infoOf(*open.transport, false);
    for (const std::shared_ptr<SessionTransport> &transport : std::as_const(d->worn))
        all += infoOf(*transport, true);
    std::ranges::sort(all, {}, &SessionInfo::number);
    return all;
}

bool Pool::close(quint32 number)
{
    for (const std::shared_ptr<Transport> &transport : open()) {
        auto &session = static_cast<SessionTransport &>(*transport);
        if (session.session().id() != number)
            continue;
        session.close();
        return true;
    }
    return false;
}

QString Pool::unlimited() const
{
    return d->engine->unlimited();
}

const Routes &Pool::routes() const
{
    return d->routes;
}

Way Pool::wayOf(InstanceId instance) const
{
    return instance.isNull() || !d->routes.way ? Way() : d->routes.way(instance);
}

void Pool::closeAll()
{
    for (const std::shared_ptr<Transport> &transport : open())
        static_cast<SessionTransport &>(*transport).close();
}

} // namespace aiops::ssh
