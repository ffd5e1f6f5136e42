// The other process of the storage tests: storage-worker write|open DATABASE [--uid N]

#include "core/ids.h"
#include "storage/command.h"
#include "storage/database.h"
#include "support/fakedevicekey.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

using namespace aiops;
using namespace Qt::StringLiterals;

namespace {

constexpr int kWrites = 200;

void say(const QByteArray &line)
{
    [[maybe_unused]] const ssize_t written = ::write(1, line.constData(), std::size_t(line.size()));
}

bool becomeUser(uid_t id)
{
    const bool done = ::setgid(id) == 0 && ::setuid(id) == 0;
#ifdef Q_OS_LINUX
    ::prctl(PR_SET_DUMPABLE, 1); // or the leak checker cannot look at this process
#endif
    return done;
}

int openOnly(const QString &path, const Clock &clock)
{
    const auto opened = storage::Database::open(path, clock);
    say((opened ? u"opened"_s : errorName(opened.error().code)).toLatin1() + '\n');
    return 0;
}

/// Everything is queued at once, so that a kill meets transactions in every state; "ack" follows the future.
int writeMany(const QString &path, const Clock &clock)
{
    auto opened = storage::Database::open(path, clock);
    if (!opened)
        return 1;
    auto audit = std::make_shared<team::AuditLog>(**opened);
    audit->setDeviceKey(std::make_shared<test::FakeDeviceKey>());
    team::Gatekeeper gate(clock, audit);
    QList<Future<void>> futures;
    for (int i = 0; i < kWrites; ++i) {
        const QString slug = u"w-%1"_s.arg(i);
        futures.append((*opened)->command<void>(*gate.request(team::Action::OrganizationAdd), [slug](storage::Command &command) {
            return command.insert(u"organization"_s, newUuid(), {{u"name"_s, slug}, {u"slug"_s, slug}, {u"created_at"_s, u"t"_s}});
        }));
        futures.last().then([i](Result<void> result) { say(result ? "ack " + QByteArray::number(i) + '\n' : "failed\n"); });
    }
    for (const auto &future : std::as_const(futures))
        QFuture(future).waitForFinished();
    ::pause(); // until the parent kills it, so that no end of it is a clean one
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.size() < 3)
        return 2;
    if (const qsizetype at = words.indexOf(u"--uid"_s); at > 0 && !becomeUser(words.value(at + 1).toUInt()))
        return 3;
    const SystemClock clock;
    return words[1] == "write"_L1 ? writeMany(words[2], clock) : openOnly(words[2], clock);
}
