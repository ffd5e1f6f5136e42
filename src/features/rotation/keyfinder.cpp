#include "features/rotation/keyfinder.h"

#include "core/text.h"
#include "features/rotation/authorizedkeys.h"
#include "features/rotation/keyscan.h"
#include "ssh/client/sessiontransport.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using Entered = HostDoor::Entered;
using inventory::Instance;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

ssh::Endpoint endpointOf(const Instance &instance)
{
    return {instance.address, quint16(instance.port), instance.user, instance.name, instance.id, instance.reachedThrough()};
}

/// One way in for each key and for the password.
QList<Login> waysIn(const Login &login, const QByteArray &without)
{
    QList<Login> ways;
    for (const std::shared_ptr<Signer> &signer : login.signers)
        if (signer->publicKey() != without)
            ways.append({.user = login.user, .signers = {signer}, .password = {}});
    if (login.password)
        ways.append({.user = login.user, .signers = {}, .password = login.password});
    return ways;
}

FoundKey foundKey(const ScannedFile &file, const AuthorizedKey &key, const QHash<QByteArray, QString> &names)
{
    return {.account = file.account, .path = file.path, .line = key.line, .type = QString::fromLatin1(key.type), .fingerprint = key.fingerprint(),
            .comment = shownPlain(QString::fromUtf8(key.comment.trimmed()), 200), .options = shownPlain(QString::fromUtf8(key.options), 300),
            .credential = names.value(key.blob), .blob = key.blob, .isOurs = file.isOwn};
}

/// Calls work(index) for all, `parallel` at a time.
template <typename F>
Future<void> forEach(int count, int parallel, F work)
{
    const auto next = std::make_shared<int>(0);
    const auto worker = [](int all, std::shared_ptr<int> mine, F job) -> Future<void> {
        while (*mine < all)
            co_await job((*mine)++);
        co_return Status();
    };
    QList<Future<void>> workers;
    for (int i = 0; i < std::min(count, parallel); ++i)
        workers.append(worker(count, next, work));
    for (const Future<void> &one : std::as_const(workers))
        co_await one;
    co_return Status();
}

template <typename T>
Future<void> into(std::shared_ptr<QList<T>> list, int index, Future<T> value)
{
    Result<T> got = co_await value;
    if (got)
        (*list)[index] = std::move(*got);
    co_return Status();
}

} // namespace

KeyFinder::KeyFinder(const Parts &parts, QObject *parent)
    : QObject(parent), m_parts(parts), m_door(parts.knownHosts, parts.gatekeeper, parts.options, parts.pool)
{
}

QHash<QByteArray, QString> KeyFinder::credentialNames() const
{
    QHash<QByteArray, QString> names;
    for (const vault::CredentialInfo &info : m_parts.vault.credentials().value_or(QList<vault::CredentialInfo>()))
        if (!info.publicKey.isEmpty())
            names.insert(blobOf(info.publicKey.toUtf8()), info.name);
    return names;
}

Future<Entered> KeyFinder::enter(Instance instance, QByteArray without, std::shared_ptr<Login> used)
{
    const QPointer self(this);
    auto use = m_parts.gatekeeper.request(team::Action::CredentialUse, {u"instance"_s, instance.id.toString(), instance.name});
    if (!use)
        co_return std::unexpected(use.error());
    const Result<Login> login = co_await m_parts.vault.login(instance.id, Purpose::Login, *std::move(use));
    if (self && !login && login.error().code == Errc::NotFound)
        co_return std::unexpected(Error{Errc::NotFound, say("Nothing in the vault signs in at this host."), {}, say("Attach a credential to it for signing in.")});
    if (!self || !login)
        co_return std::unexpected(login ? cancelledError() : login.error());
    Error last{Errc::AuthFailed, say("No other key or password in the vault signs in at this host."), {}};
    for (const Login &way : waysIn(*login, without)) {
        const Result<Entered> entered = co_await m_door.enter(endpointOf(instance), way);
        if (!self)
            co_return std::unexpected(cancelledError());
        if (entered) {
            *used = way;
            co_return *entered;
        }
        last = entered.error();
        if (last.code != Errc::AuthFailed)
            break;
    }
    co_return std::unexpected(last);
}

Future<QList<HostKeys>> KeyFinder::find(QList<Instance> instances, QByteArray blob, int parallel)
{
    const QPointer self(this);
    const auto rows = std::make_shared<QList<HostKeys>>(instances.size());
    const auto done = std::make_shared<int>(0);
    const Result<void> all = co_await forEach(int(instances.size()), parallel, [=, this](int i) -> Future<void> {
        if (!self)
            return failed<void>(cancelledError());
        const Future<void> one = into(rows, i, look(instances[i], blob));
        deliver(one, this, [this, done, count = int(instances.size())](const Status &) { emit progressed(++*done, count); });
        return one;
    });
    co_return self && all ? Result<QList<HostKeys>>(*rows) : std::unexpected(cancelledError());
}

Future<HostKeys> KeyFinder::look(Instance instance, QByteArray blob)
{
    const QPointer self(this);
    HostKeys row{.instance = instance, .account = instance.user, .keys = {}, .error = {}};
    Result<Permit> permit = m_parts.gatekeeper.request(team::Action::KeyFind, {u"instance"_s, instance.id.toString(), instance.name});
    if (!permit) {
        row.error = permit.error();
        co_return row;
    }
    const auto way = std::make_shared<Login>();
    const Result<Entered> entered = co_await enter(instance, {}, way);
    if (!self || !entered) {
        row.error = entered ? cancelledError() : entered.error();
        permit->failed(*row.error);
        co_return row;
    }
    row.account = (*entered)->endpoint().user;
    const auto files = co_await scanKeyFiles(*entered);
    (*entered)->close();
    if (!self || !files) {
        row.error = files ? cancelledError() : files.error();
        permit->failed(*row.error);
        co_return row;
    }
    const QHash<QByteArray, QString> names = credentialNames();
    for (const ScannedFile &file : *files)
        for (const AuthorizedKey &key : authorizedKeys(file.content))
            if (blob.isEmpty() || key.blob == blob)
                row.keys.append(foundKey(file, key, names));
    permit->note(u"keys"_s, row.keys.size());
    permit->succeeded();
    co_return row;
}

Future<QList<RemovedKey>> KeyFinder::remove(QList<Instance> instances, QByteArray blob, int parallel)
{
    const QPointer self(this);
    const auto rows = std::make_shared<QList<RemovedKey>>(instances.size());
    const auto done = std::make_shared<int>(0);
    const Result<void> all = co_await forEach(int(instances.size()), parallel, [=, this](int i) -> Future<void> {
        if (!self)
            return failed<void>(cancelledError());
        const Future<void> one = into(rows, i, removeAt(instances[i], blob));
        deliver(one, this, [this, done, count = int(instances.size())](const Status &) { emit progressed(++*done, count); });
        return one;
    });
    co_return self && all ? Result<QList<RemovedKey>>(*rows) : std::unexpected(cancelledError());
}

Future<RemovedKey> KeyFinder::removeAt(Instance instance, QByteArray blob)
{
    const QPointer self(this);
    RemovedKey row{.instance = instance, .outcome = Removal::Failed, .lines = 0, .message = {}};
    Result<Permit> permit = m_parts.gatekeeper.request(team::Action::KeyRemove, {u"instance"_s, instance.id.toString(), instance.name});
    if (!permit) {
        row.message = permit.error().text;
        co_return row;
    }
    permit->note(u"fingerprint"_s, fingerprintOf(blob));
    const auto way = std::make_shared<Login>();
    const Result<Entered> entered = co_await enter(instance, blob, way);
    if (!self || !entered) {
        const Error error = entered ? cancelledError() : entered.error();
        row.outcome = error.code == Errc::AuthFailed || error.code == Errc::NotFound ? Removal::Refused : Removal::Failed;
        row.message = row.outcome == Removal::Refused ? say("Left in place: nothing else in the vault signs in here. %1").arg(error.text) : error.text;
        permit->failed(error);
        co_return row;
    }
    const Result<KeyFile> file = co_await readKeyFile(*entered);
    if (!file) {
        row.message = file.error().text;
        permit->failed(file.error());
        co_return row;
    }
    const QByteArray left = withoutKey(file->content, blob, &row.lines);
    permit->note(u"lines"_s, row.lines);
    if (row.lines == 0) {
        row.outcome = Removal::NotThere;
        permit->succeeded();
        co_return row;
    }
    Status done = co_await writeKeyFile(*entered, *file, left);
    if (done) {
        const Result<Entered> again = co_await m_door.enter(endpointOf(instance), *way);
        if (!again) { // through the connection that is still there
            const Result<KeyFile> now = co_await readKeyFile(*entered);
            if (now)
                co_await writeKeyFile(*entered, *now, file->content);
            done = std::unexpected(again.error());
        }
    }
    row.outcome = done ? Removal::Removed : Removal::Failed;
    row.message = done ? QString() : done.error().text;
    done ? permit->succeeded() : permit->failed(done.error());
    co_return row;
}

} // namespace aiops::rotation
