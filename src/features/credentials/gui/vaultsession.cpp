#include "features/credentials/gui/vaultsession.h"

#include "features/credentials/gui/credentialdialog.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using team::Action;

namespace {
constexpr int kReadAfterMs = 200; // an import changes the inventory many times
}

VaultSession::VaultSession(WindowVault &window, inventory::Inventory &inventory, team::Gatekeeper &gatekeeper,
                           shell::Navigator &navigator, const Clock &clock, QObject *parent)
    : QObject(parent), m_window(window), m_inventory(inventory), m_gatekeeper(gatekeeper), m_navigator(navigator), m_clock(clock)
{
    connect(&window.vault(), &Vault::changed, this, &VaultSession::read);
    connect(&window.vault(), &Vault::stateChanged, this, &VaultSession::read);
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(kReadAfterMs);
    connect(&m_readSoon, &QTimer::timeout, this, &VaultSession::read);
    connect(&inventory, &inventory::Inventory::changed, this, [this] {
        if (!m_readSoon.isActive())
            m_readSoon.start();
    });
    auto *minutes = new QTimer(this);
    minutes->start(std::chrono::minutes(1));
    connect(minutes, &QTimer::timeout, this, &VaultSession::minutePassed);
    connect(this, &VaultSession::minutePassed, &navigator, &shell::Navigator::refreshStatus);
    read();
}

LockState::Value VaultSession::state() const
{
    return m_window.vault().state().value;
}

void VaultSession::read()
{
    m_credentials = m_window.vault().credentials().value_or(QList<CredentialInfo>());
    m_attachments = m_window.vault().attachments().value_or(QList<Attachment>());
    m_names.reset();
    m_navigator.refreshStatus();
    emit changed();
}

const CredentialInfo *VaultSession::credential(CredentialId id) const
{
    const auto it = std::ranges::find(m_credentials, id, &CredentialInfo::id);
    return it == m_credentials.end() ? nullptr : &*it;
}

QList<Attachment> VaultSession::usesOf(CredentialId id) const
{
    QList<Attachment> uses;
    std::ranges::copy_if(m_attachments, std::back_inserter(uses), [id](const Attachment &a) { return a.credential == id; });
    std::ranges::sort(uses, {}, [this](const Attachment &use) { return std::pair(instanceName(use.instance).toLower(), use.purpose); });
    return uses;
}

QList<inventory::Instance> VaultSession::instances() const
{
    return m_inventory.instances({}).value_or(QList<inventory::Instance>());
}

QString VaultSession::instanceName(InstanceId id) const
{
    if (!m_names) { // there may be ten thousand, and nobody looks at credentials yet
        m_names.emplace();
        for (const inventory::Instance &instance : instances())
            m_names->insert(instance.id, instance.name);
    }
    if (const auto it = m_names->constFind(id); it != m_names->constEnd())
        return *it;
    const auto archived = m_inventory.instance(id);
    return archived ? archived->name : tr("Unknown instance");
}

Result<Permit> VaultSession::permit(Action action, CredentialId id)
{
    const CredentialInfo *known = credential(id);
    return m_gatekeeper.request(action, {u"credential"_s, id.toString(), known ? known->name : QString()});
}

void VaultSession::lock()
{
    if (const Status locked = m_window.lock(); !locked)
        m_navigator.problem(tr("Vault"), locked.error());
}

Future<CredentialInfo> VaultSession::add(NewCredential credential, InstanceId attachTo)
{
    const QPointer<VaultSession> self(this);
    auto allowed = m_gatekeeper.request(Action::CredentialAdd, {u"credential"_s, {}, credential.name});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    const Result<CredentialInfo> added = co_await m_window.vault().add(*std::move(allowed), credential);
    if (!added || !self || attachTo.isNull())
        co_return added;
    const QList<InstanceId> targets(1, attachTo);
    const Status attached = co_await attach(added->id, targets, Purpose::Login);
    if (!attached && self) {
        m_navigator.problem(added->name, {attached.error().code,
                                          tr("%1 is saved, but not attached. %2").arg(added->name, attached.error().text),
                                          attached.error().detail, tr("Attach it in the vault.")});
    }
    co_return added;
}

Future<void> VaultSession::attach(CredentialId id, QList<InstanceId> instances, Purpose purpose)
{
    const QPointer<VaultSession> self(this);
    for (const InstanceId &instance : instances) {
        auto allowed = permit(Action::CredentialAttach, id);
        if (!allowed)
            co_return std::unexpected(allowed.error());
        const Result<Attachment> attached = co_await m_window.vault().attach(*std::move(allowed), id, instance, purpose);
        if (!self)
            co_return std::unexpected(cancelledError());
        if (!attached)
            co_return std::unexpected(attached.error());
    }
    co_return Status();
}

Future<void> VaultSession::detach(CredentialId id, InstanceId instance, Purpose purpose)
{
    auto allowed = permit(Action::CredentialDetach, id);
    if (!allowed)
        return failed<void>(allowed.error());
    return m_window.vault().detach(*std::move(allowed), id, instance, purpose);
}

Future<void> VaultSession::remove(CredentialId id)
{
    const CredentialInfo *known = credential(id);
    QStringList where;
    for (const Attachment &use : usesOf(id))
        where << instanceName(use.instance);
    where.removeDuplicates();
    if (known && !where.isEmpty()) {
        const qsizetype more = where.size() - 5;
        const QString names = where.mid(0, 5).join(u", "_s) + (more > 0 ? tr(" and %1 more").arg(more) : QString());
        return failed<void>({Errc::Conflict, tr("%1 is in use by %2.").arg(known->name, names), {}, tr("Detach it there first.")});
    }
    auto allowed = permit(Action::CredentialRemove, id);
    if (!allowed)
        return failed<void>(allowed.error());
    return m_window.vault().remove(*std::move(allowed), id);
}

void VaultSession::newCredential(QWidget *parent, InstanceId attachTo)
{
    const QPointer<QWidget> over(parent);
    deliver(m_window.requestUnlock(parent), this, [this, over, attachTo](const Status &status) {
        if (status)
            (new CredentialDialog(*this, attachTo, over))->open();
        else if (status.error().code != Errc::Cancelled)
            m_navigator.problem(tr("Vault"), status.error());
    });
}

} // namespace aiops::credentials
