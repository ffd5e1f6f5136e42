#include "features/rotation/keyrotation.h"

#include "features/rotation/authorizedkeys.h"
#include "features/rotation/keyfile.h"
#include "ssh/client/sessiontransport.h"

namespace aiops::rotation {

using Entered = HostDoor::Entered;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

using Edit = std::function<QByteArray(const QByteArray &)>;

/// Once more when somebody else wrote the file in between.
Future<void> edit(std::shared_ptr<ssh::Transport> transport, Edit change)
{
    Status written;
    for (int tries = 0; tries < 3; ++tries) {
        const Result<KeyFile> file = co_await readKeyFile(transport);
        if (!file)
            co_return std::unexpected(file.error());
        const QByteArray content = change(file->content);
        if (content == file->content)
            co_return Status();
        written = co_await writeKeyFile(transport, *file, content);
        if (written || written.error().code != Errc::Conflict)
            co_return written;
    }
    co_return written;
}

} // namespace

KeyRotation::KeyRotation(HostDoor door, Login old, Login fresh, QString comment)
    : m_door(std::move(door)), m_old(std::move(old)), m_fresh(std::move(fresh)), m_oldBlob(m_old.signers.front()->publicKey()),
      m_freshBlob(m_fresh.signers.front()->publicKey()), m_comment(std::move(comment))
{
}

Future<Entered> KeyRotation::takeOrEnter(QHash<InstanceId, Entered> &kept, ssh::Endpoint endpoint, Login login)
{
    const Entered entered = kept.take(endpoint.instance);
    return entered && entered->isOpen() ? ready<Entered>(entered) : m_door.enter(std::move(endpoint), std::move(login));
}

Future<void> KeyRotation::deploy(ssh::Endpoint endpoint)
{
    const Result<Entered> entered = co_await m_door.enter(endpoint, m_old);
    if (!entered && entered.error().code == Errc::AuthFailed) { // done before, or by hand
        const Result<Entered> already = co_await m_door.enter(endpoint, m_fresh);
        if (already)
            co_return Status();
    }
    if (!entered)
        co_return std::unexpected(entered.error());
    m_withOld.insert(endpoint.instance, *entered);
    co_return co_await edit(*entered, [old = m_oldBlob, fresh = m_freshBlob, comment = m_comment](const QByteArray &file) {
        return withKey(file, old, fresh, comment);
    });
}

Future<void> KeyRotation::verify(ssh::Endpoint endpoint)
{
    const Result<Entered> entered = co_await m_door.enter(endpoint, m_fresh);
    if (!entered)
        co_return std::unexpected(entered.error());
    m_withNew.insert(endpoint.instance, *entered);
    m_withOld.remove(endpoint.instance);
    co_return Status();
}

Future<void> KeyRotation::revoke(ssh::Endpoint endpoint)
{
    const Result<Entered> entered = co_await takeOrEnter(m_withNew, endpoint, m_fresh);
    if (!entered)
        co_return std::unexpected(entered.error());
    auto before = std::make_shared<QByteArray>();
    const Status removed = co_await edit(*entered, [old = m_oldBlob, before](const QByteArray &file) {
        *before = file;
        return withoutKey(file, old);
    });
    if (!removed)
        co_return removed;
    const Result<Entered> again = co_await m_door.enter(endpoint, m_fresh);
    if (!again) { // never locked out: the old lines come back through the connection that is still there
        co_await edit(*entered, [before](const QByteArray &) { return *before; });
        co_return std::unexpected(again.error());
    }
    const Result<Entered> refused = co_await m_door.enter(endpoint, m_old);
    if (refused)
        co_return std::unexpected(Error{.code = Errc::Failed, .text = tr("%1 still takes the old key; it is listed in another place than ~/.ssh/authorized_keys.").arg(endpoint.label),
                                        .detail = {}, .hint = tr("Remove it there, then try again.")});
    co_return refused.error().code == Errc::AuthFailed ? Status() : Status(std::unexpected(refused.error()));
}

Future<void> KeyRotation::rollBack(ssh::Endpoint endpoint)
{
    const Result<Entered> entered = co_await takeOrEnter(m_withOld, endpoint, m_old);
    if (!entered)
        co_return std::unexpected(entered.error());
    co_return co_await edit(*entered, [fresh = m_freshBlob](const QByteArray &file) { return withoutKey(file, fresh); });
}

} // namespace aiops::rotation
