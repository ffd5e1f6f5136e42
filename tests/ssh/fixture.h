#pragma once

#include "ssh/client/agent.h"
#include "ssh/client/knownhosts.h"
#include "ssh/client/pool.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// Stands in for the gatekeeper, the only maker of permits.
namespace aiops::team {
class Gatekeeper final
{
public:
    static Permit permit(std::shared_ptr<AuditSink> sink) { return Permit({}, std::move(sink)); }
};
} // namespace aiops::team

namespace aiops::ssh::test {

using namespace Qt::StringLiterals;

class RecordedAudit final : public AuditSink
{
public:
    void append(AuditEntry entry) override { outcomes += entry.outcome; }
    QStringList outcomes;
};

class FakeCredentials final : public CredentialSource
{
public:
    Login stored;
    std::optional<Error> error;
    int reads = 0;
    Future<Login> login(InstanceId, Purpose, Permit permit) override
    {
        ++reads;
        permit.succeeded();
        return error ? failed<Login>(*error) : ready<Login>(stored);
    }
    std::optional<CredentialValue> proxy;
    Future<CredentialValue> value(CredentialId, Purpose purpose, Permit permit) override
    {
        permit.succeeded();
        return proxy && purpose == Purpose::Proxy ? ready<CredentialValue>(*proxy) : failed<CredentialValue>({Errc::NotFound, u"none"_s});
    }
};

class FakeInteraction final : public Interaction
{
public:
    HostKeyAnswer answer = HostKeyAnswer::Once;
    std::vector<QList<QByteArray>> answers; ///< per request, taken from the front; then Cancelled
    QList<HostKeyQuestion> questions;
    QList<PromptRequest> requests;
    QStringList touches; ///< "key on", "key off"
    void touch(const Endpoint &, const QString &key, bool waiting) override { touches += key + (waiting ? u" on"_s : u" off"_s); }

    Future<HostKeyAnswer> hostKey(HostKeyQuestion question) override
    {
        questions += question;
        return ready<HostKeyAnswer>(answer);
    }
    Future<QList<std::shared_ptr<const Secret>>> prompts(PromptRequest request) override
    {
        requests += request;
        if (answers.empty())
            return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
        QList<std::shared_ptr<const Secret>> secrets;
        for (const QByteArray &text : answers.front())
            secrets += std::make_shared<const Secret>(Secret::copyOf(text));
        answers.erase(answers.begin());
        return ready<QList<std::shared_ptr<const Secret>>>(secrets);
    }
};

/// Everything that a connection needs, with short deadlines.
struct Bench
{
    QTemporaryDir folder;
    std::shared_ptr<RecordedAudit> audit = std::make_shared<RecordedAudit>();
    FakeCredentials credentials;
    std::shared_ptr<FakeInteraction> interaction = std::make_shared<FakeInteraction>();
    std::shared_ptr<ConnectReport> report = std::make_shared<ConnectReport>();
    KnownHosts knownHosts{folder.filePath(u"known_hosts"_s), {folder.filePath(u"user_known_hosts"_s)}};
    Pool pool{knownHosts, credentials};
    InstanceId instance = InstanceId::create();
    QString host = u"127.0.0.1"_s;

    Endpoint endpoint(quint16 port) const { return {host, port, u"tester"_s, u"web-1"_s, instance}; }
    Future<std::shared_ptr<Transport>> start(quint16 port, Usage usage = Usage::Interactive)
    {
        return pool.acquire(endpoint(port), team::Gatekeeper::permit(audit), team::Gatekeeper::permit(audit), interaction, report, usage);
    }
    Result<std::shared_ptr<Transport>> connect(quint16 port, Usage usage = Usage::Interactive)
    {
        const auto future = start(port, usage);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000))
            return std::unexpected(Error{Errc::Failed, u"the test waited too long"_s});
        return takeResult(future);
    }
    void storePassword(const QByteArray &text) { credentials.stored.password = std::make_shared<const Secret>(Secret::copyOf(text)); }
    void writeUserHosts(const QByteArray &text)
    {
        QFile file(folder.filePath(u"user_known_hosts"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
};

/// A channel with what came out of it.
struct Run
{
    std::shared_ptr<Channel> channel;
    QByteArray out, err;
    qint64 outBytes = 0;
    bool keep = true, eof = false, closed = false, consume = true;
    ExitState exit;
    std::optional<Error> error;

    void listen(std::shared_ptr<Channel> opened)
    {
        channel = std::move(opened);
        QObject::connect(channel.get(), &Channel::received, channel.get(), [this](Channel::Stream stream, const QByteArray &data) {
            outBytes += data.size();
            if (keep)
                (stream == Channel::Stream::Output ? out : err) += data;
            if (consume)
                channel->consumed(data.size());
        });
        QObject::connect(channel.get(), &Channel::endOfFile, channel.get(), [this] { eof = true; });
        QObject::connect(channel.get(), &Channel::closed, channel.get(), [this](const ExitState &state, const std::optional<Error> &why) {
            exit = state;
            error = why;
            closed = true;
        });
    }
    bool open(const Future<std::shared_ptr<Channel>> &future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 15'000))
            return false;
        const auto opened = takeResult(future);
        if (!opened) {
            error = opened.error();
            return false;
        }
        listen(*opened);
        return true;
    }
    bool finish(int milliseconds = 20'000)
    {
        return QTest::qWaitFor([this] { return closed; }, milliseconds);
    }
};

} // namespace aiops::ssh::test
