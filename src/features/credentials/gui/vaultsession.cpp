#include "features/credentials/gui/vaultsession.h"

#include "features/credentials/gui/credentialdialog.h"
#include "features/credentials/gui/vaultdialogs.h"
#include "shell/navigator.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using team::Action;

VaultSession::VaultSession(Vault &vault, inventory::Inventory &inventory, team::Gatekeeper &gatekeeper,
                           shell::Navigator &navigator, QObject *parent)
    : QObject(parent), m_vault(vault), m_inventory(inventory), m_gatekeeper(gatekeeper), m_navigator(navigator)
{
    connect(&vault, &Vault::changed, this, &VaultSession::read);
    connect(&vault, &Vault::stateChanged, this, &VaultSession::read);
    connect(&inventory, &inventory::Inventory::changed, this, &VaultSession::read);
    read();
}

void VaultSession::read()
{
    m_credentials.clear();
    m_attachments.clear();
    if (m_vault.state().value != LockState::Missing) {
        m_credentials = m_vault.credentials().value_or(QList<CredentialInfo>());
        m_attachments = m_vault.attachments().value_or(QList<Attachment>());
    }
    m_navigator.refreshStatus();
    emit changed();
}

QList<Attachment> VaultSession::usesOf(CredentialId id) const
{
    QList<Attachment> uses;
    std::ranges::copy_if(m_attachments, std::back_inserter(uses), [id](const Attachment &a) { return a.credential == id; });
    return uses;
}

QString VaultSession::instanceName(InstanceId id) const
{
    const auto instance = m_inventory.instance(id);
    return instance ? instance->name : id.toString();
}

QString VaultSession::stateText() const
{
    const LockState state = m_vault.state();
    if (state.value == LockState::Missing)
        return tr("Vault not created yet");
    if (state.value == LockState::Locked)
        return tr("Vault locked");
    if (!state.locksAt.isValid())
        return tr("Vault unlocked");
    const qint64 minutes = qMax<qint64>(1, (QDateTime::currentDateTimeUtc().secsTo(state.locksAt) + 59) / 60);
    return tr("Vault unlocked, locks in %1 min").arg(minutes);
}

Result<Permit> VaultSession::permit(Action action, CredentialId id)
{
    const auto it = std::ranges::find(m_credentials, id, &CredentialInfo::id);
    return m_gatekeeper.request(action, {u"credential"_s, id.toString(), it == m_credentials.end() ? QString() : it->name});
}

Future<void> VaultSession::create(std::shared_ptr<const Secret> passphrase)
{
    auto allowed = m_gatekeeper.request(Action::VaultCreate, {u"vault"_s, {}, {}});
    if (!allowed)
        return failed<void>(allowed.error());
    return m_vault.create(*std::move(allowed), std::move(passphrase));
}

Future<void> VaultSession::unlock(std::shared_ptr<const Secret> passphrase)
{
    auto allowed = m_gatekeeper.request(Action::VaultUnlock, {u"vault"_s, {}, {}});
    if (!allowed)
        return failed<void>(allowed.error());
    return m_vault.unlock(*std::move(allowed), std::move(passphrase));
}

void VaultSession::lock()
{
    if (auto allowed = m_gatekeeper.request(Action::VaultLock, {u"vault"_s, {}, {}}))
        m_vault.lock(*std::move(allowed));
    else
        m_navigator.problem(tr("Vault"), allowed.error());
}

Future<CredentialInfo> VaultSession::add(NewCredential credential, InstanceId attachTo)
{
    const QPointer<VaultSession> self(this);
    auto allowed = m_gatekeeper.request(Action::CredentialAdd, {u"credential"_s, {}, credential.name});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    auto added = co_await m_vault.add(*std::move(allowed), credential);
    if (!added || !self || attachTo.isNull())
        co_return added;
    auto attaching = permit(Action::CredentialAttach, added->id);
    if (!attaching)
        co_return std::unexpected(attaching.error());
    const auto attached = co_await m_vault.attach(*std::move(attaching), added->id, attachTo, Purpose::Login);
    if (!attached)
        co_return std::unexpected(attached.error());
    co_return added;
}

Future<void> VaultSession::remove(CredentialId id)
{
    auto allowed = permit(Action::CredentialRemove, id);
    if (!allowed)
        return failed<void>(allowed.error());
    return m_vault.remove(*std::move(allowed), id);
}

Future<void> VaultSession::detach(CredentialId id, InstanceId instance)
{
    auto allowed = permit(Action::CredentialDetach, id);
    if (!allowed)
        return failed<void>(allowed.error());
    return m_vault.detach(*std::move(allowed), id, instance, std::nullopt);
}

Future<void> VaultSession::requestUnlock(QWidget *parent)
{
    const LockState state = m_vault.state();
    if (state.value == LockState::Unlocked)
        return ready<void>({});
    if (state.value == LockState::Missing)
        return CreateVaultDialog::ask(*this, parent);
    return UnlockDialog::ask(*this, parent);
}

void VaultSession::newCredential(QWidget *parent, InstanceId attachTo)
{
    const QPointer<QWidget> over(parent);
    deliver(requestUnlock(parent), this, [this, over, attachTo](const Status &status) {
        if (status)
            (new CredentialDialog(*this, attachTo, over))->open();
        else if (status.error().code != Errc::Cancelled)
            m_navigator.problem(tr("Vault"), status.error());
    });
}

} // namespace aiops::credentials
