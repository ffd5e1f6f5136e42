#include "features/forwards/forwards.h"

#include "features/forwards/forwardsession.h"
#include "features/forwards/forwardspec.h"
#include "features/forwards/forwardstore.h"
#include "inventory/inventory.h"
#include "storage/command.h"
#include "storage/database.h"
#include "team/gatekeeper.h"

using namespace Qt::StringLiterals;

namespace aiops::forwards {

namespace {

/// Asks the person as long as they wait for the start. A connection may be made again much later, when the terminal of
/// the command is gone: then nobody answers, and an unknown key is not trusted.
class Asking final : public ssh::Interaction
{
public:
    explicit Asking(std::weak_ptr<ssh::Interaction> person) : m_person(std::move(person)) {}
    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion question) override
    {
        if (const auto person = m_person.lock())
            return person->hostKey(std::move(question));
        return ready<ssh::HostKeyAnswer>(ssh::HostKeyAnswer::Reject);
    }
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest request) override
    {
        if (const auto person = m_person.lock())
            return person->prompts(std::move(request));
        return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
    }

private:
    std::weak_ptr<ssh::Interaction> m_person;
};

ssh::Endpoint endpointOf(const inventory::Instance &instance)
{
    return {instance.address, quint16(instance.port), instance.user, instance.name, instance.id, instance.reachedThrough()};
}

bool fits(const Forward &forward, const QString &selector)
{
    const QString id = forward.id.toString();
    return id == selector || (selector.size() >= 4 && id.startsWith(selector)) || (!forward.name.isEmpty() && forward.name.compare(selector, Qt::CaseInsensitive) == 0)
           || (!forward.listen.isSocket() && QString::number(forward.listen.port) == selector);
}

} // namespace

Forwards::Forwards(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    QObject::connect(&m_parts.database, &storage::Database::changed, this, [this](const QStringList &tables) {
        if (!tables.contains(u"forward"_s) && !tables.contains(u"instance"_s))
            return;
        reconcile();
        emit changed();
    });
    QObject::connect(&m_parts.pool, &ssh::Pool::probed, this, &Forwards::hurry);
}

Forwards::~Forwards() = default;

Result<QList<Forward>> Forwards::list() const
{
    return ForwardStore::list(m_parts.database.reader());
}

Result<Forward> Forwards::find(ForwardId id) const
{
    return ForwardStore::find(m_parts.database.reader(), id);
}

Result<Forward> Forwards::select(const QString &selector) const
{
    auto all = list();
    if (!all)
        return std::unexpected(all.error());
    all->removeIf([&selector](const Forward &forward) { return !fits(forward, selector); });
    if (all->size() == 1)
        return all->first();
    if (all->isEmpty())
        return std::unexpected(Error{Errc::NotFound, tr("There is no forward “%1”.").arg(selector.left(200)), {}, tr("See aiops forward list.")});
    QStringList candidates;
    for (const Forward &each : std::as_const(*all))
        candidates << u"%1 (%2)"_s.arg(specOf(each), each.id.toString());
    return std::unexpected(Error{Errc::Ambiguous, tr("“%1” fits several forwards: %2.").arg(selector.left(200), candidates.join(u", "_s))});
}

Future<Forward> Forwards::save(Permit permit, Forward forward)
{
    const QPointer<Forwards> self(this);
    const bool starts = forward.autostart;
    auto saved = co_await m_parts.database.command<Forward>(std::move(permit), [forward](storage::Command &command) {
        return ForwardStore::save(command, forward);
    });
    if (!saved || !self)
        co_return saved;
    const auto noted = co_await self->m_parts.database.local<void>([forward = *saved, starts](QSqlDatabase &db) {
        return ForwardStore::setAutostart(db, forward, starts);
    });
    if (!noted)
        co_return std::unexpected(noted.error());
    saved->autostart = starts;
    if (self)
        emit self->changed();
    co_return saved;
}

Future<void> Forwards::remove(Permit permit, ForwardId id)
{
    stop(id);
    return m_parts.database.command<void>(std::move(permit), [id](storage::Command &command) { return ForwardStore::remove(command, id); });
}

Condition Forwards::condition(ForwardId id) const
{
    const auto found = m_sessions.find(id);
    return found == m_sessions.end() ? Condition{} : found->second->condition();
}

int Forwards::running() const
{
    return int(std::ranges::count_if(m_sessions, [](const auto &entry) { return entry.second->isRunning(); }));
}

Result<inventory::Instance> Forwards::instanceOf(ForwardId id) const
{
    return find(id).and_then([this](const Forward &forward) { return m_parts.inventory.instance(forward.instance); });
}

Future<std::shared_ptr<ssh::Transport>> Forwards::connect(ForwardId id, bool again, std::shared_ptr<ssh::Interaction> person)
{
    using Made = std::shared_ptr<ssh::Transport>;
    const auto forward = find(id);
    const auto instance = instanceOf(id);
    if (!instance)
        return failed<Made>(instance.error());
    const team::Object object{u"instance"_s, instance->id.toString(), instance->name};
    auto permit = m_parts.gatekeeper.request(team::Action::ForwardStart, object);
    if (!permit)
        return failed<Made>(permit.error());
    permit->note(u"forward"_s, kindName(forward->kind) + u' ' + specOf(*forward));
    if (again)
        permit->note(u"again"_s, true);
    auto credential = m_parts.gatekeeper.request(team::Action::CredentialUse, object);
    if (!credential) {
        permit->failed(credential.error());
        return failed<Made>(credential.error());
    }
    return acquire(this, endpointOf(*instance), *std::move(permit), *std::move(credential), std::make_shared<Asking>(person));
}

/// The pool's own transport instead of a handle that dials again by itself: a forward has to know when it is lost.
Future<std::shared_ptr<ssh::Transport>> Forwards::acquire(QPointer<Forwards> self, ssh::Endpoint endpoint, Permit permit, Permit credential,
                                                          std::shared_ptr<ssh::Interaction> asked)
{
    auto made = co_await self->m_parts.pool.acquire(endpoint, std::move(permit), std::move(credential), std::move(asked));
    if (made && self) {
        if (auto own = self->m_parts.pool.existing(endpoint))
            co_return own;
    }
    co_return made;
}

ForwardSession *Forwards::sessionOf(const Forward &forward)
{
    std::unique_ptr<ForwardSession> &session = m_sessions[forward.id];
    if (session && session->forward().doesTheSame(forward))
        return session.get();
    const ForwardId id = forward.id;
    const auto connectAgain = [this, id](bool again) {
        const auto person = m_persons.find(id);
        return connect(id, again, person == m_persons.end() ? nullptr : person->second);
    };
    const auto isFresh = [this, id](const ssh::Transport &used) {
        const auto instance = instanceOf(id);
        return !instance || m_parts.pool.existing(endpointOf(*instance)).get() == &used;
    };
    session = std::make_unique<ForwardSession>(forward, ForwardSession::Parts{connectAgain, isFresh, m_parts.clock});
    QObject::connect(session.get(), &ForwardSession::changed, this, [this, id] { emit conditionChanged(id); });
    return session.get();
}

Future<void> Forwards::start(ForwardId id, std::shared_ptr<ssh::Interaction> person)
{
    const auto forward = find(id);
    return forward ? begin(*forward, false, std::move(person)) : failed<void>(forward.error());
}

Future<void> Forwards::begin(Forward forward, bool keepsTrying, std::shared_ptr<ssh::Interaction> person)
{
    const ForwardId id = forward.id;
    const QPointer<Forwards> self(this);
    if (person)
        m_persons[id] = std::move(person);
    const auto started = co_await sessionOf(forward)->start(keepsTrying);
    if (self)
        self->m_persons.erase(id);
    co_return started;
}

void Forwards::stop(ForwardId id)
{
    if (const auto found = m_sessions.find(id); found != m_sessions.end())
        found->second->stop();
}

void Forwards::keepRunning()
{
    if (std::exchange(m_kept, true))
        return;
    for (const Forward &forward : list().value_or(QList<Forward>())) {
        if (forward.autostart)
            begin(forward, true, nullptr);
    }
}

void Forwards::hurry()
{
    for (const auto &[id, session] : m_sessions)
        session->hurry();
}

/// What was removed or changed, here or by a colleague, does not go on as it was.
void Forwards::reconcile()
{
    std::erase_if(m_sessions, [this](auto &entry) {
        const auto forward = find(entry.first);
        if (forward && forward->doesTheSame(entry.second->forward()))
            return false;
        entry.second->stop();
        entry.second->disconnect(this);
        entry.second.release()->deleteLater(); // it may be telling something just now
        return true;
    });
}

} // namespace aiops::forwards
