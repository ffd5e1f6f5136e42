#include "features/rotation/gui/rotationsession.h"

#include "features/rotation/gui/desktopnotice.h"
#include "inventory/inventory.h"
#include "shell/navigator.h"

#include <QSettings>

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

const Setting<bool> kNotices{u"vault/rotationNotices"_s, true};

team::Object objectOf(const vault::CredentialInfo &info)
{
    return {u"credential"_s, info.id.toString(), info.name};
}

QString methodOf(const vault::CredentialInfo &info)
{
    return info.kind == vault::Kind::SshKey ? u"ssh"_s : info.kind == vault::Kind::Password ? u"password-command"_s : info.kind == vault::Kind::AwsKey ? u"aws"_s : QString();
}

} // namespace

RotationSession::RotationSession(RotationServices services, shell::Navigator &navigator, QObject *parent)
    : QObject(parent), m_services(std::move(services)), m_navigator(navigator),
      m_rotator({m_services.vault, m_services.inventory, m_services.gatekeeper, m_services.knownHosts, m_services.pool.options(), &m_services.pool}),
      m_aws({m_services.vault, m_services.gatekeeper, m_services.clock, std::make_shared<ExternalPost>()}),
      m_finder({m_services.vault, m_services.gatekeeper, m_services.knownHosts, m_services.pool.options(), &m_services.pool}),
      m_due(m_services.vault, m_services.clock, m_services.settings)
{
    connect(&m_services.vault, &vault::Vault::changed, this, &RotationSession::changed);
    connect(&m_services.inventory, &inventory::Inventory::changed, this, &RotationSession::changed);
    connect(&m_rotator, &Rotator::runningChanged, this, &RotationSession::changed);
    connect(&m_due, &DueWatch::due, this, &RotationSession::tellDue);
    connect(&m_due, &DueWatch::dayBegan, this, &RotationSession::changed);
    connect(&m_due, &DueWatch::dayBegan, this, &RotationSession::deleteDueKeys);
    connect(&m_services.vault, &vault::Vault::stateChanged, this, &RotationSession::deleteDueKeys);
    QTimer::singleShot(std::chrono::seconds(3), &m_due, [this] { m_due.start(); }); // after the first picture
}

int RotationSession::leadDays() const
{
    return vault::rotationLeadDays.read(m_services.settings);
}

QString RotationSession::instanceName(InstanceId id) const
{
    const auto instance = m_services.inventory.instance(id);
    return instance ? instance->name : id.toString().left(8);
}

Result<QList<PlanRow>> RotationSession::plan() const
{
    const auto all = m_services.vault.credentials();
    vault::Rotations rotations(m_services.vault);
    const auto known = rotations.all();
    if (!all || !known)
        return std::unexpected(all ? known.error() : all.error());
    QList<PlanRow> rows;
    for (const vault::CredentialInfo &info : *all) {
        PlanRow row{.credential = info, .state = {}, .last = {}, .method = methodOf(info), .targets = 0, .isLive = rotations.isClaimed(info.id)};
        const auto last = std::ranges::find(*known, info.id, &vault::Rotation::credential);
        if (last != known->end())
            row.last = *last;
        if (!row.method.isEmpty())
            row.targets = int(m_rotator.targetsOf(info.id).value_or(QList<inventory::Instance>()).size());
        row.state = vault::rotationState(info, m_services.clock.now(), leadDays(), row.last ? std::optional(row.last->progress()) : std::nullopt);
        rows.append(std::move(row));
    }
    return rows;
}

Future<void> RotationSession::unlocked()
{
    return m_services.requestUnlock ? m_services.requestUnlock() : ready<void>(Status());
}

Future<vault::Rotation> RotationSession::rotate(vault::CredentialInfo credential, RotateOptions options)
{
    const QPointer self(this);
    const Status open = co_await unlocked();
    auto permit = self && open ? m_services.gatekeeper.request(team::Action::CredentialRotate, objectOf(credential))
                               : Result<Permit>(std::unexpected(self ? open.error() : cancelledError()));
    if (!permit)
        co_return std::unexpected(permit.error());
    const bool isAws = credential.kind == vault::Kind::AwsKey;
    Future<vault::Rotation> running = isAws ? m_aws.rotate(*std::move(permit), credential.id, {}) : m_rotator.rotate(*std::move(permit), credential.id, options);
    emit changed(); // it is under way
    const Result<vault::Rotation> rotation = co_await std::move(running);
    if (self)
        tellEnd(credential.name, rotation);
    co_return rotation;
}

Future<vault::Rotation> RotationSession::resume(vault::CredentialInfo credential)
{
    const QPointer self(this);
    const Status open = co_await unlocked();
    auto permit = self && open ? m_services.gatekeeper.request(team::Action::CredentialRotate, objectOf(credential))
                               : Result<Permit>(std::unexpected(self ? open.error() : cancelledError()));
    if (!permit)
        co_return std::unexpected(permit.error());
    const bool isAws = credential.kind == vault::Kind::AwsKey;
    Future<vault::Rotation> running = isAws ? m_aws.resume(*std::move(permit), credential.id) : m_rotator.resume(*std::move(permit), credential.id);
    const Result<vault::Rotation> rotation = co_await std::move(running);
    if (self)
        tellEnd(credential.name, rotation);
    co_return rotation;
}

Future<void> RotationSession::snooze(vault::CredentialInfo credential, QDateTime until, QString reason)
{
    const QPointer self(this);
    const bool asks = m_services.confirmer && m_services.gatekeeper.needsConfirmation(team::Action::CredentialSnooze);
    if (asks) {
        const Status confirmed = co_await m_services.confirmer->confirm(team::Action::CredentialSnooze, tr("To put off the rotation of %1").arg(credential.name));
        if (!self || !confirmed)
            co_return self ? confirmed : Status(std::unexpected(cancelledError()));
    }
    auto permit = m_services.gatekeeper.request(team::Action::CredentialSnooze, objectOf(credential));
    if (!permit)
        co_return std::unexpected(permit.error());
    co_return co_await m_services.vault.snooze(*std::move(permit), credential.id, until, reason);
}

Future<void> RotationSession::schedule(vault::CredentialInfo credential, int days)
{
    const QPointer self(this);
    const Status open = co_await unlocked();
    auto permit = self && open ? m_services.gatekeeper.request(team::Action::CredentialEdit, objectOf(credential))
                               : Result<Permit>(std::unexpected(self ? open.error() : cancelledError()));
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto edited = co_await m_services.vault.edit(*std::move(permit), credential.id, {.rotationDays = days});
    co_return edited ? Status() : Status(std::unexpected(edited.error()));
}

/// What was disabled some days ago. Only while the vault is open; else at the next unlock.
void RotationSession::deleteDueKeys()
{
    if (m_services.vault.state().value != vault::LockState::Unlocked)
        return;
    deliver(m_aws.deleteDue(), this, [this](const Result<int> &deleted) {
        if (!deleted)
            m_navigator.problem(tr("Deleting an old AWS key"), deleted.error());
    });
}

void RotationSession::tellDue(const QList<DueItem> &items)
{
    QStringList lines;
    for (const DueItem &item : items.first(std::min<qsizetype>(items.size(), 5)))
        lines += tr("%1: %2").arg(item.credential.name, item.state.text());
    const QString title = items.size() == 1 ? tr("1 credential needs rotation") : tr("%1 credentials need rotation").arg(items.size());
    m_navigator.toast(items.size() == 1 ? lines.first() : title, tr("Show"), [this] { m_navigator.open(u"vault"_s, u"rotation"_s); });
    if (kNotices.read(m_services.settings))
        showDesktopNotice(title, lines.join(u'\n'));
}

void RotationSession::tellEnd(const QString &name, const Result<vault::Rotation> &rotation)
{
    if (!rotation) {
        if (rotation.error().code != Errc::Cancelled)
            m_navigator.problem(tr("Rotation of %1").arg(name), rotation.error());
        return;
    }
    const int failed = rotation->count(vault::RotationStep::Failed);
    if (failed == 0)
        return rotation->message.isEmpty() ? m_navigator.toast(tr("%1 was rotated.").arg(name))
                                           : m_navigator.problem(tr("Rotation of %1").arg(name), {.code = Errc::Failed, .text = rotation->message});
    QStringList lines;
    for (const vault::RotationTarget &target : rotation->targets)
        if (target.step == vault::RotationStep::Failed)
            lines += u"%1: %2"_s.arg(instanceName(target.instance), target.message);
    m_navigator.problem(tr("Rotation of %1").arg(name), {.code = Errc::Partial, .text = tr("%1 of %2 instances kept the old value.").arg(failed).arg(rotation->targets.size()),
                                                         .detail = lines.join(u'\n'), .hint = tr("Try again in Vault, Rotation plan.")});
}

} // namespace aiops::rotation
