#include "app/desktop/keychain.h"

#include <qt6keychain/keychain.h>

namespace aiops::app {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"AIOps Command Center"_s;

Desktop::Answer answerOf(const QKeychain::Job &job)
{
    using Outcome = Desktop::Outcome;
    switch (job.error()) {
    case QKeychain::NoError: return {Outcome::Done, {}, {}};
    case QKeychain::EntryNotFound: return {Outcome::Missing, {}, {}};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: return {Outcome::NoKeychain, {}, job.errorString()};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: return {Outcome::Refused, {}, job.errorString()};
    default: return {Outcome::Failed, {}, job.errorString()};
    }
}

template <typename Job>
void start(Job *job, const QString &name, Desktop::Done done, std::function<QByteArray(Job *)> value = {})
{
    job->setInsecureFallback(false); // never a plain file
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done), value = std::move(value)] {
        Desktop::Answer answer = answerOf(*job);
        if (value && answer.outcome == Desktop::Outcome::Done)
            answer.value = value(job);
        done(std::move(answer));
    });
    job->start();
}

} // namespace

void readKeychain(const QString &name, Desktop::Done done)
{
    start<QKeychain::ReadPasswordJob>(new QKeychain::ReadPasswordJob(kService), name, std::move(done),
                                      [](QKeychain::ReadPasswordJob *job) { return job->binaryData(); });
}

void writeKeychain(const QString &name, const QByteArray &value, Desktop::Done done)
{
    auto *job = new QKeychain::WritePasswordJob(kService);
    job->setBinaryData(value);
    start<QKeychain::WritePasswordJob>(job, name, std::move(done));
}

void removeFromKeychain(const QString &name, Desktop::Done done)
{
    start<QKeychain::DeletePasswordJob>(new QKeychain::DeletePasswordJob(kService), name, std::move(done));
}

} // namespace aiops::app
