#include "ssh/client/connecting.h"

#include "core/text.h"
#include "ssh/client/address.h"
#include "ssh/client/agent.h"
#include "ssh/client/dialer.h"
#include "ssh/client/engineclient.h"
#include "ssh/client/knownhosts.h"
#include "ssh/client/names.h"
#include "ssh/client/signinflow.h"
#include "ssh/client/sshfp.h"
#include "ssh/client/text.h"

#include <unistd.h>

namespace aiops::ssh {

using namespace Qt::StringLiterals;
using Self = std::shared_ptr<Connecting>;

namespace {

constexpr std::chrono::milliseconds kDnsPatience{1500};

QString dnsText(const Result<DnsHint> &hint)
{
    switch (hint.value_or(DnsHint::None)) {
    case DnsHint::Matches: return Text::tr("DNS names the same key (SSHFP). That is a hint only: whether the answer was protected by DNSSEC is not known.");
    case DnsHint::Differs: return Text::tr("DNS names another key (SSHFP). Ask the owner of the server before you trust this one.");
    case DnsHint::None: break;
    }
    return {};
}

} // namespace

Connecting::Connecting(Parts parts, Endpoint endpoint, Permit credentialPermit, std::shared_ptr<Interaction> interaction)
    : m_parts(std::move(parts)), m_endpoint(std::move(endpoint)), m_credentialPermit(std::move(credentialPermit)),
      m_interaction(std::move(interaction)), m_log(std::make_shared<ConnectionLog>()),
      m_dialer(std::make_unique<Dialer>(m_parts.options.dial)), m_session(SessionClient::make(m_parts.engine, m_parts.usage))
{
    m_since.start();
    m_log->since.start();
}

Connecting::~Connecting()
{
    if (m_credentialPermit)
        m_credentialPermit->takeEntry(); // no secret was read: nothing to record
}

void Connecting::enter(Stage stage)
{
    m_report.stage = stage;
    m_log->steps += {stage, 0, false, {}};
    m_since.start();
    m_log->note(u"stage "_s + stageName(stage));
    if (onStage)
        onStage(stage);
}

void Connecting::leave(bool done, const QString &text)
{
    ConnectionLog::Step &step = m_log->steps.last();
    step.milliseconds = m_since.elapsed();
    step.done = done;
    step.text = text;
    m_log->note(u"%1 %2 %3"_s.arg(stageName(step.stage), done ? u"done"_s : u"failed"_s, text));
}

void Connecting::abort()
{
    m_aborted = true;
    m_hop.cancel();
    m_dialer->abort();
    if (m_proxy)
        m_proxy->abort();
    m_session->close();
}

Future<std::shared_ptr<SessionTransport>> Connecting::run(Self self)
{
    const auto failedAt = [self](const Error &first) {
        const Error error = self->explained(first);
        self->leave(false, error.text);
        self->m_report.log = *self->m_log;
        self->m_session->close();
        if (self->m_parts.routes.record)
            self->m_parts.routes.record(self->m_endpoint, self->m_parts.way, *self->m_log, error.text);
        return std::unexpected(self->m_aborted ? cancelledError() : error);
    };
    const Result<int> descriptor = co_await reach(self);
    if (!descriptor)
        co_return failedAt(descriptor.error());
    const Result<void> shaken = co_await shakeHands(self, *descriptor);
    if (!shaken)
        co_return failedAt(shaken.error());
    const Result<void> trusted = co_await checkHostKey(self);
    if (!trusted)
        co_return failedAt(trusted.error());
    const Result<void> signedIn = co_await authenticate(self);
    if (!signedIn)
        co_return failedAt(signedIn.error());
    if (self->m_session->isEnded())
        co_return failedAt(*self->m_session->endError());
    self->enter(Stage::Ready);
    self->leave(true);
    self->m_report.log = *self->m_log;
    if (self->m_parts.routes.record)
        self->m_parts.routes.record(self->m_endpoint, self->m_parts.way, *self->m_log, {});
    co_return std::make_shared<SessionTransport>(self->m_endpoint, *self->m_report.presented, self->m_log, self->m_session, self->m_carrier,
                                                 self->m_parts.way);
}

messages::OpenSession Connecting::preferences() const
{
    const PoolOptions &options = m_parts.options;
    messages::OpenSession request;
    request.hostKeyTypes = m_parts.knownHosts->preferredTypes(m_endpoint.host, m_endpoint.port);
    request.banner = quint32(options.banner.count());
    request.kex = quint32(options.keyExchange.count());
    request.signIn = quint32(options.signIn.count());
    request.channelOpen = quint32(options.channelOpen.count());
    request.close = quint32(options.close.count());
    request.keepalive = quint32(options.keepalive.count());
    request.oldAlgorithms = m_parts.way.oldAlgorithms;
    return request;
}

Future<void> Connecting::shakeHands(Self self, int descriptor)
{
    if (self->m_aborted) { // between the connection and this moment; the owner may be gone
        ::close(descriptor);
        co_return std::unexpected(cancelledError());
    }
    self->enter(Stage::Banner);
    const auto greeted = QObject::connect(self->m_session.get(), &SessionClient::greeted, self->m_session.get(),
                                          [weak = std::weak_ptr(self)](const QByteArray &banner) {
                                              const Self alive = weak.lock();
                                              if (!alive)
                                                  return;
                                              alive->m_log->serverBanner = shownPlain(QString::fromUtf8(banner), 255);
                                              alive->leave(true, alive->m_log->serverBanner);
                                              alive->enter(Stage::KeyExchange);
                                          });
    const Result<messages::Handshaken> shaken = co_await self->m_session->open(descriptor, self->preferences());
    QObject::disconnect(greeted);
    if (!shaken || self->m_aborted)
        co_return std::unexpected(shaken ? cancelledError() : shaken.error());
    self->m_log->algorithms = shownPlain(QString::fromLatin1(shaken->algorithms), 500);
    self->m_report.presented = HostKey{shaken->keyType, shaken->keyBlob};
    self->leave(true, self->m_log->algorithms);
    self->noteProtection();
    co_return Result<void>{};
}

void Connecting::noteProtection()
{
    const QStringList old = oldAlgorithmsIn(m_log->algorithms);
    if (!old.isEmpty())
        m_log->notices += Text::tr("Old algorithms: %1").arg(old.join(u", "_s));
    else if (m_parts.way.oldAlgorithms)
        m_log->notices += Text::tr("Old algorithms are allowed for this host, but it does not need them any more.");
    if (const QString unlimited = m_parts.engine->unlimited(); !unlimited.isEmpty())
        m_log->notices += Text::tr("The process that speaks with this server is less shut in than it should be; missing: %1").arg(unlimited);
}

bool Connecting::usesAgent() const
{
    const bool wanted = m_parts.way.agent == Way::Agent::Always || (m_parts.way.agent == Way::Agent::AsSet && m_parts.options.useAgent);
    return wanted && !m_parts.options.agentSocket.isEmpty();
}

Future<void> Connecting::checkHostKey(Self self)
{
    if (self->m_aborted)
        co_return std::unexpected(cancelledError());
    self->enter(Stage::HostKey);
    const HostKey presented = *self->m_report.presented;
    const Endpoint &endpoint = self->m_endpoint;
    const Result<KnownHosts::Verdict> verdict = self->m_parts.knownHosts->check(endpoint.host, endpoint.port, presented);
    if (!verdict)
        co_return std::unexpected(verdict.error());
    if (verdict->match == KnownHosts::Match::Revoked)
        co_return fail(Errc::HostKeyChanged, Text::tr("The host key %1 of this server was revoked.").arg(presented.fingerprint()));
    const bool changed = verdict->match == KnownHosts::Match::Changed;
    if (verdict->match != KnownHosts::Match::Known) {
        HostKeyQuestion question{endpoint, presented, verdict->known, changed};
        if (changed)
            question.known.removeIf([&](const KnownHostKey &known) { return known.key.type != presented.type; });
        if (!self->m_interaction)
            co_return self->refusal(changed, question.known);
        if (self->m_log->through.isEmpty()) // names behind others are not ours to look up
            question.dnsHint = dnsText(co_await askSshfp(endpoint.host, presented, kDnsPatience));
        if (self->m_aborted)
            co_return std::unexpected(cancelledError());
        const Result<HostKeyAnswer> answer = co_await self->m_interaction->hostKey(question);
        if (self->m_aborted)
            co_return std::unexpected(cancelledError());
        if (!answer && answer.error().code != Errc::NoInput)
            co_return std::unexpected(answer.error());
        if (const Status accepted = self->accept(answer.value_or(HostKeyAnswer::Reject), changed, question.known); !accepted)
            co_return std::unexpected(accepted.error());
    }
    self->m_parts.knownHosts->noteUse(endpoint.host, endpoint.port, presented);
    self->leave(true, presented.fingerprint());
    co_return Result<void>{};
}

Status Connecting::accept(HostKeyAnswer answer, bool changed, const QList<KnownHostKey> &known)
{
    switch (answer) {
    case HostKeyAnswer::Once:
        return {};
    case HostKeyAnswer::Trust:
        if (changed)
            break; // only a deliberate Replace gives up a key
        return m_parts.knownHosts->trust(m_endpoint.host, m_endpoint.port, *m_report.presented);
    case HostKeyAnswer::Replace:
        return m_parts.knownHosts->replace(m_endpoint.host, m_endpoint.port, *m_report.presented);
    case HostKeyAnswer::Reject:
        break;
    }
    return refusal(changed, known);
}

std::unexpected<Error> Connecting::refusal(bool changed, const QList<KnownHostKey> &known) const
{
    const HostKey &key = *m_report.presented;
    const QString type = shownPlain(QString::fromLatin1(key.type), 64);
    if (!changed)
        return fail(Errc::HostKeyUnknown, Text::tr("The host key of %1 is not known: %2 %3.").arg(m_endpoint.host, type, key.fingerprint()));
    QStringList old;
    for (const KnownHostKey &one : known)
        old += one.key.fingerprint();
    return fail(Errc::HostKeyChanged, Text::tr("The host key of %1 has changed. Known: %2 %3. Presented: %4.")
                                          .arg(m_endpoint.host, type, old.join(u", "_s), key.fingerprint()));
}

Future<void> Connecting::authenticate(Self self)
{
    if (self->m_aborted)
        co_return std::unexpected(cancelledError());
    self->enter(Stage::SignIn);
    auto flow = std::make_shared<SignInFlow>();
    if (!self->m_endpoint.instance.isNull()) {
        Permit permit = *std::exchange(self->m_credentialPermit, std::nullopt);
        Result<Login> login = co_await self->m_parts.credentials->login(self->m_endpoint.instance, Purpose::Login, std::move(permit));
        if (!login && login.error().code != Errc::NotFound)
            co_return std::unexpected(login.error());
        flow->login = login ? *std::move(login) : Login{};
        for (const Error &one : std::as_const(flow->login.missing)) // reported, and the other ways are tried
            self->m_log->missing += shownPlain(one.text, 300);
    }
    if (!flow->login.onlyTheseKeys && self->usesAgent()) {
        auto signers = co_await agentSigners(self->m_parts.options.agentSocket);
        if (signers)
            flow->agentSigners = std::move(*signers);
        else
            self->m_log->notices += signers.error().text;
    }
    if (const QString file = self->m_parts.way.keyFile; !file.isEmpty() && self->m_parts.routes.keyFile)
        flow->keyFile = [load = self->m_parts.routes.keyFile, file](std::shared_ptr<const Secret> passphrase) { return load(file, passphrase); };
    if (flow->login.isPersonal && !flow->login.user.isEmpty())
        self->m_endpoint.user = flow->login.user;
    if (self->m_endpoint.user.isEmpty())
        self->m_endpoint.user = flow->login.user;
    if (self->m_endpoint.user.isEmpty())
        co_return fail(Errc::Invalid, Text::tr("This host has no user name to sign in with."));
    if (const Status valid = checkEndpoint(self->m_endpoint); !valid)
        co_return std::unexpected(valid.error());
    flow->session = self->m_session;
    flow->endpoint = self->m_endpoint;
    flow->user = self->m_endpoint.user.toUtf8();
    flow->interaction = self->m_interaction;
    flow->log = self->m_log;
    const Result<void> done = co_await signIn(flow);
    if (done)
        self->leave(true, self->m_log->methodsTried.isEmpty() ? u"none"_s : self->m_log->methodsTried.last());
    co_return done;
}

} // namespace aiops::ssh
