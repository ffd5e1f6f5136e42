#include "features/rotation/commandrotation.h"

#include "core/text.h"
#include "features/rotation/remoterun.h"
#include "ssh/client/sessiontransport.h"

namespace aiops::rotation {

using Entered = HostDoor::Entered;

namespace {

/// One fixed program, as in keyfile.cpp. The command of the person is read, not spliced into it.
constexpr const char *kApply = "sh -c '"
                               "IFS= read -r USER; IFS= read -r OLD; IFS= read -r NEW; T=$(cat); "
                               "( eval \"$T\" ) </dev/null && echo @@aiops-end@@'";
constexpr auto kPatience = std::chrono::seconds(60);

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

Secret inputFor(const QByteArray &user, const Secret &from, const Secret &to, const QByteArray &command)
{
    const QByteArrayView parts[] = {user, from.reveal(), to.reveal(), command};
    Secret input = Secret::zeroed(user.size() + from.size() + to.size() + command.size() + 4);
    char *at = input.data();
    for (const QByteArrayView part : parts) {
        at = std::ranges::copy(part, at).out;
        *at++ = '\n';
    }
    return input;
}

/// Some programs repeat what they were given when they refuse it.
QString wordsOf(QByteArray text, const Secret &from, const Secret &to)
{
    for (const Secret *secret : {&from, &to})
        if (!secret->isEmpty())
            text.replace(secret->reveal(), QByteArrayView("[hidden]"));
    return shownPlain(QString::fromUtf8(text.trimmed()), 300);
}

} // namespace

CommandRotation::CommandRotation(HostDoor door, Login old, Login fresh, QString command)
    : m_door(std::move(door)), m_old(std::move(old)), m_fresh(std::move(fresh)), m_command(std::move(command))
{
}

Future<void> CommandRotation::apply(Entered entered, Login from, Login to)
{
    const auto input = std::make_shared<const Secret>(inputFor(entered->endpoint().user.toUtf8(), *from.password, *to.password, m_command.toUtf8()));
    const Result<RemoteOutput> output = co_await runRemote(entered, kApply, input, kPatience);
    if (!output)
        co_return std::unexpected(output.error());
    if (output->status == 0 && output->out.contains("@@aiops-end@@"))
        co_return Status();
    const QString words = wordsOf(output->err, *from.password, *to.password);
    co_return std::unexpected(Error{.code = Errc::Failed, .text = words.isEmpty() ? tr("The command ended with %1.").arg(output->status)
                                                                                  : tr("The command ended with %1: %2").arg(output->status).arg(words)});
}

Future<void> CommandRotation::deploy(ssh::Endpoint endpoint)
{
    const Result<Entered> entered = co_await m_door.enter(endpoint, m_old);
    if (entered) {
        m_withOld.insert(endpoint.instance, *entered);
        const Status applied = co_await apply(*entered, m_old, m_fresh);
        if (applied)
            co_return applied;
        const Result<Entered> anyway = co_await m_door.enter(endpoint, m_fresh);
        co_return anyway ? Status() : applied;
    }
    const Result<Entered> already = co_await m_door.enter(endpoint, m_fresh); // done before a crash
    co_return already ? Status() : Status(std::unexpected(entered.error()));
}

Future<void> CommandRotation::verify(ssh::Endpoint endpoint)
{
    const Result<Entered> entered = co_await m_door.enter(endpoint, m_fresh);
    if (!entered)
        co_return std::unexpected(entered.error());
    m_withOld.remove(endpoint.instance);
    (*entered)->close();
    co_return Status();
}

Future<void> CommandRotation::revoke(ssh::Endpoint)
{
    return ready<void>(Status());
}

Future<void> CommandRotation::rollBack(ssh::Endpoint endpoint)
{
    const Result<Entered> unchanged = co_await m_door.enter(endpoint, m_old);
    if (unchanged)
        co_return Status();
    const Entered kept = m_withOld.take(endpoint.instance);
    if (!kept || !kept->isOpen())
        co_return std::unexpected(unchanged.error());
    co_return co_await apply(kept, m_fresh, m_old);
}

} // namespace aiops::rotation
