#include "features/credentials/gui/vaultsession.h"

#include "features/credentials/gui/credentialdialog.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "vault/rotations.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSet>

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
    m_historySoon.setSingleShot(true);
    m_historySoon.setInterval(std::chrono::seconds(1));
    connect(&m_historySoon, &QTimer::timeout, this, &VaultSession::historyChanged);
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

void VaultSession::noteHistory()
{
    if (!m_historySoon.isActive())
        m_historySoon.start();
}

LockState::Value VaultSession::state() const
{
    return m_window.vault().state().value;
}

void VaultSession::read()
{
    m_credentials = m_window.vault().credentials().value_or(QList<CredentialInfo>());
    m_vaults = Vaults(m_window.vault()).all().value_or(QList<VaultInfo>());
    m_rows.clear();
    for (qsizetype i = 0; i < m_credentials.size(); ++i)
        m_rows.insert(m_credentials[i].id, int(i));
    m_uses.clear();
    for (const Attachment &one : m_window.vault().attachments().value_or(QList<Attachment>()))
        m_uses[one.credential].append(one);
    m_progress.clear();
    for (const Rotation &one : Rotations(m_window.vault()).all().value_or(QList<Rotation>()))
        if (!m_progress.contains(one.credential)) // the newest comes first
            m_progress.insert(one.credential, one.progress());
    m_names.reset();
    m_projectsOfInstance.reset();
    if (state() != LockState::Unlocked)
        m_clipboard.clear();
    m_navigator.refreshStatus();
    emit changed();
}

const CredentialInfo *VaultSession::credential(CredentialId id) const
{
    const auto row = m_rows.constFind(id);
    return row == m_rows.constEnd() ? nullptr : &m_credentials[*row];
}

QList<Attachment> VaultSession::usesOf(CredentialId id) const
{
    QList<Attachment> uses = m_uses.value(id);
    std::ranges::sort(uses, {}, [this](const Attachment &use) { return std::pair(instanceName(use.instance).toLower(), use.purpose); });
    return uses;
}

int VaultSession::instancesUsing(CredentialId id) const
{
    QSet<InstanceId> instances;
    for (const Attachment &use : m_uses.value(id))
        instances.insert(use.instance);
    return int(instances.size());
}

void VaultSession::readProjects() const
{
    m_projectsOfInstance.emplace();
    m_projects.clear();
    for (const inventory::Organization &organization : m_inventory.organizations().value_or(QList<inventory::Organization>())) {
        for (const inventory::Project &project : m_inventory.projects(organization.id).value_or(QList<inventory::Project>()))
            m_projects.insert(project.id, project);
        for (const inventory::Link &link : m_inventory.links(organization.id).value_or(QList<inventory::Link>()))
            (*m_projectsOfInstance)[link.instance].append(link.project);
    }
}

VaultSession::Projects VaultSession::projectsOf(CredentialId id) const
{
    if (!m_projectsOfInstance)
        readProjects();
    QSet<ProjectId> ids;
    for (const Attachment &use : m_uses.value(id))
        for (const ProjectId &project : m_projectsOfInstance->value(use.instance))
            if (m_projects.contains(project))
                ids.insert(project);
    Projects out;
    for (const ProjectId &project : std::as_const(ids))
        out.names.append(m_projects[project].name);
    out.names.sort(Qt::CaseInsensitive);
    if (ids.size() == 1)
        out.color = m_projects[*ids.constBegin()].color;
    return out;
}

RotationState VaultSession::rotationOf(const CredentialInfo &info) const
{
    const auto last = m_progress.constFind(info.id);
    return rotationState(info, now(), 14, last == m_progress.constEnd() ? std::nullopt : std::optional(*last));
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

Future<void> VaultSession::attach(CredentialId id, QList<InstanceId> instances, Purpose purpose, bool personal)
{
    const QPointer<VaultSession> self(this);
    for (const InstanceId &instance : instances) {
        auto allowed = permit(Action::CredentialAttach, id);
        if (!allowed)
            co_return std::unexpected(allowed.error());
        const Result<Attachment> attached = co_await m_window.vault().attach(*std::move(allowed), id, instance, purpose, personal);
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

Future<CredentialInfo> VaultSession::edit(CredentialId id, CredentialEdit change)
{
    auto allowed = permit(Action::CredentialEdit, id);
    if (!allowed)
        return failed<CredentialInfo>(allowed.error());
    return m_window.vault().edit(*std::move(allowed), id, std::move(change));
}

Future<void> VaultSession::revoke(CredentialId id)
{
    auto allowed = permit(Action::CredentialRevoke, id);
    return allowed ? m_window.vault().revoke(*std::move(allowed), id) : failed<void>(allowed.error());
}

Future<void> VaultSession::snooze(CredentialId id, QDateTime until, QString reason)
{
    const QPointer self(this);
    const Status confirmed = co_await m_window.confirm(Action::CredentialSnooze, tr("A rotation that is due will wait."));
    if (!self || !confirmed)
        co_return confirmed ? std::unexpected(cancelledError()) : confirmed;
    auto allowed = permit(Action::CredentialSnooze, id);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    co_return co_await m_window.vault().snooze(*std::move(allowed), id, until, reason);
}

Future<std::shared_ptr<const Secret>> VaultSession::shownValue(Action action, CredentialId id, QString why,
                                                            Future<std::shared_ptr<const Secret>> (vault::Vault::*read)(Permit, CredentialId))
{
    const QPointer self(this);
    const Status confirmed = co_await m_window.confirm(action, why);
    if (!self || !confirmed)
        co_return std::unexpected(confirmed ? cancelledError() : confirmed.error());
    auto allowed = permit(action, id);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    co_return co_await (m_window.vault().*read)(*std::move(allowed), id);
}

Future<std::shared_ptr<const Secret>> VaultSession::reveal(CredentialId id)
{
    const CredentialInfo *known = credential(id);
    return shownValue(Action::CredentialReveal, id, tr("The value of %1 will be on the screen for 20 seconds.").arg(known ? known->name : QString()));
}

Future<std::shared_ptr<const Secret>> VaultSession::seedAddress(CredentialId id)
{
    const CredentialInfo *known = credential(id);
    return shownValue(Action::CredentialReveal, id, tr("The secret of %1 will be on the screen for 20 seconds.").arg(known ? known->name : QString()),
                      &vault::Vault::seedAddress);
}

Future<void> VaultSession::copy(CredentialId id)
{
    const QPointer self(this);
    const CredentialInfo *known = credential(id);
    const QString why = tr("The value of %1 will be on the clipboard for 30 seconds.").arg(known ? known->name : QString());
    const auto value = co_await shownValue(Action::CredentialCopy, id, why);
    if (!self || !value)
        co_return std::unexpected(value ? cancelledError() : value.error());
    copySensitive(**value);
    co_return Status();
}

void VaultSession::copySensitive(const Secret &secret)
{
    m_clipboard.put(secret);
    m_navigator.toast(tr("Copied. The clipboard is cleared in 30 s."));
}

Future<std::shared_ptr<const Secret>> VaultSession::exportKey(CredentialId id, std::shared_ptr<const Secret> passphrase)
{
    const QPointer self(this);
    const Status confirmed = co_await m_window.confirm(Action::CredentialExport, tr("A private key will leave the vault."));
    if (!self || !confirmed)
        co_return std::unexpected(confirmed ? cancelledError() : confirmed.error());
    auto allowed = permit(Action::CredentialExport, id);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    co_return co_await m_window.vault().exportKey(*std::move(allowed), id, std::move(passphrase));
}

Future<TotpCode> VaultSession::code(CredentialId id)
{
    auto allowed = permit(Action::CredentialUse, id);
    return allowed ? m_window.vault().code(*std::move(allowed), id) : failed<TotpCode>(allowed.error());
}

Future<CredentialDetails> VaultSession::details(CredentialId id)
{
    auto allowed = permit(Action::CredentialUse, id);
    return allowed ? m_window.vault().details(*std::move(allowed), id) : failed<CredentialDetails>(allowed.error());
}

void VaultSession::copyPlain(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
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

void VaultSession::editCredential(QWidget *parent, CredentialId id)
{
    const QPointer<QWidget> over(parent);
    const auto open = [this, over, id](const Result<CredentialDetails> &details) {
        const CredentialInfo *known = credential(id);
        if (details && known)
            (new CredentialDialog(*this, *known, *details, over))->open();
        else if (!details && details.error().code != Errc::Cancelled)
            m_navigator.problem(tr("Vault"), details.error());
    };
    deliver(m_window.requestUnlock(parent), this, [this, id, open](const Status &status) {
        if (status)
            deliver(details(id), this, open);
        else if (status.error().code != Errc::Cancelled)
            m_navigator.problem(tr("Vault"), status.error());
    });
}

} // namespace aiops::credentials
