#include "support/fakeclock.h"
#include "team/gatekeeper.h"

#include <QSet>
#include <QTest>

#include <mutex>

using namespace aiops;
using namespace Qt::StringLiterals;
using team::Action;
using team::Role;

namespace {

class Entries final : public AuditSink
{
public:
    void append(AuditEntry entry) override
    {
        const std::lock_guard lock(m_mutex);
        list.append(std::move(entry));
    }
    QList<AuditEntry> list;

private:
    std::mutex m_mutex;
};

struct Row
{
    Action action;
    const char *name;
    const char *roles; ///< v(iewer) a(uditor) o(perator) A(dmin)
};

constexpr std::array kMatrix{
    Row{Action::OrganizationAdd, "organization.add", "A"},
    Row{Action::OrganizationEdit, "organization.edit", "A"},
    Row{Action::OrganizationArchive, "organization.archive", "A"},
    Row{Action::OrganizationRestore, "organization.restore", "A"},
    Row{Action::ProjectAdd, "project.add", "oA"},
    Row{Action::ProjectEdit, "project.edit", "oA"},
    Row{Action::ProjectArchive, "project.archive", "oA"},
    Row{Action::ProjectRestore, "project.restore", "oA"},
    Row{Action::ProjectLink, "project.link", "oA"},
    Row{Action::ProjectUnlink, "project.unlink", "oA"},
    Row{Action::InstanceAdd, "instance.add", "oA"},
    Row{Action::InstanceEdit, "instance.edit", "oA"},
    Row{Action::InstanceArchive, "instance.archive", "oA"},
    Row{Action::InstanceRestore, "instance.restore", "oA"},
    Row{Action::InstanceRemove, "instance.remove", "oA"},
    Row{Action::InstanceTag, "instance.tag", "oA"},
    Row{Action::InstanceTest, "instance.test", "oA"},
    Row{Action::InstanceCopyCommand, "instance.copy_command", "vaoA"},
    Row{Action::InstanceImport, "instance.import", "oA"},
    Row{Action::InstanceExport, "instance.export", "vaoA"},
    Row{Action::InstanceProbe, "instance.probe", "vaoA"},
    Row{Action::InventoryUndo, "inventory.undo", "oA"},
    Row{Action::GroupEdit, "group.edit", "oA"},
    Row{Action::GroupRemove, "group.remove", "oA"},
    Row{Action::ServiceEdit, "service.edit", "oA"},
    Row{Action::ServiceOpen, "service.open", "oA"},
    Row{Action::ForwardEdit, "forward.edit", "oA"},
    Row{Action::ForwardStart, "forward.start", "oA"},
    Row{Action::ViewEdit, "view.edit", "oA"},
    Row{Action::CredentialAdd, "credential.add", "A"},
    Row{Action::CredentialEdit, "credential.edit", "A"},
    Row{Action::CredentialAttach, "credential.attach", "A"},
    Row{Action::CredentialDetach, "credential.detach", "A"},
    Row{Action::CredentialRemove, "credential.remove", "A"},
    Row{Action::CredentialUse, "credential.use", "oA"},
    Row{Action::CredentialReveal, "credential.reveal", "oA"},
    Row{Action::CredentialCopy, "credential.copy", "oA"},
    Row{Action::CredentialExport, "credential.export", "A"},
    Row{Action::CredentialRotate, "credential.rotate", "A"},
    Row{Action::CredentialSnooze, "credential.snooze", "A"},
    Row{Action::CredentialRevoke, "credential.revoke", "A"},
    Row{Action::VaultCreate, "vault.create", "vaoA"},
    Row{Action::VaultUnlock, "vault.unlock", "vaoA"},
    Row{Action::VaultLock, "vault.lock", "vaoA"},
    Row{Action::VaultPassphrase, "vault.passphrase", "vaoA"},
    Row{Action::VaultConfirm, "vault.confirm", "vaoA"},
    Row{Action::VaultKeychain, "vault.keychain", "vaoA"},
    Row{Action::VaultExport, "vault.export", "A"},
    Row{Action::VaultImport, "vault.import", "A"},
    Row{Action::VaultRecovery, "vault.recovery", "vaoA"},
    Row{Action::VaultSecondFactor, "vault.second_factor", "vaoA"},
    Row{Action::VaultAdd, "vault.add", "A"},
    Row{Action::VaultRename, "vault.rename", "A"},
    Row{Action::VaultRotateKey, "vault.rotate_key", "A"},
    Row{Action::VaultReseal, "vault.reseal", "A"},
    Row{Action::VaultRemove, "vault.remove", "A"},
    Row{Action::BackupWrite, "backup.write", "A"},
    Row{Action::BackupRestore, "backup.restore", "A"},
    Row{Action::KeyFind, "key.find", "oA"},
    Row{Action::KeyRemove, "key.remove", "A"},
    Row{Action::HostKeyTrust, "host_key.trust", "oA"},
    Row{Action::HostKeyReplace, "host_key.replace", "A"},
    Row{Action::HostKeyForget, "host_key.forget", "A"},
    Row{Action::SshConnect, "ssh.connect", "oA"},
    Row{Action::SshShell, "ssh.shell", "oA"},
    Row{Action::SshExec, "ssh.exec", "oA"},
    Row{Action::ExecRun, "exec.run", "oA"},
    Row{Action::PolicyEdit, "policy.edit", "A"},
    Row{Action::SshClose, "ssh.close", "oA"},
    Row{Action::MetricsRead, "metrics.read", "vaoA"},
    Row{Action::AuditExport, "audit.export", "aA"},
    Row{Action::AuditForward, "audit.forward", "A"},
    Row{Action::AuditAlarm, "audit.alarm", "A"},
    Row{Action::AuditPrune, "audit.prune", "A"},
    Row{Action::AuditRestart, "audit.restart", "A"},
    Row{Action::SettingsChange, "settings.change", "vaoA"},
    Row{Action::DaemonStart, "daemon.start", "vaoA"},
    Row{Action::DaemonStop, "daemon.stop", "vaoA"},
};

constexpr std::array<std::pair<char, Role>, 4> kRoles{{{'v', Role::Viewer}, {'a', Role::Auditor}, {'o', Role::Operator}, {'A', Role::Admin}}};

} // namespace

class TestGatekeeper final : public QObject
{
    Q_OBJECT

private slots:
    void everyActionIsInTheMatrixOnce()
    {
        QSet<int> actions;
        QSet<QString> names;
        for (const Row &row : kMatrix) {
            actions.insert(int(row.action));
            names.insert(team::actionName(row.action));
        }
        QCOMPARE(actions.size(), int(Action::DaemonStop) + 1);
        QCOMPARE(names.size(), actions.size());
    }

    void aConfirmationHoldsForItsClassOnly()
    {
        auto entries = std::make_shared<Entries>();
        test::FakeClock clock;
        team::Gatekeeper gate(clock, entries);
        QVERIFY(gate.request(Action::VaultExport)); // nobody has a passphrase yet
        gate.setConfirmable(true);
        const auto refused = gate.request(Action::VaultExport);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Denied);
        QCOMPARE(entries->list.last().outcome, u"denied"_s);
        gate.confirmed(Action::VaultExport);
        QVERIFY(gate.request(Action::CredentialExport));
        QVERIFY(!gate.request(Action::AuditExport));
        clock.advance(std::chrono::minutes(5));
        QVERIFY(!gate.request(Action::VaultExport));
        gate.confirmed(Action::AuditExport);
        gate.forgetConfirmations();
        QVERIFY(!gate.request(Action::AuditExport));
    }

    void anotherHostKeyIsAClassOfItsOwn()
    {
        auto entries = std::make_shared<Entries>();
        team::Gatekeeper gate(m_clock, entries);
        QVERIFY(gate.request(Action::HostKeyReplace)); // no vault: the typed name is what stands in the way
        gate.setConfirmable(true);
        gate.confirmed(Action::VaultKeychain);
        gate.confirmed(Action::AuditExport);
        gate.confirmed(Action::VaultExport);
        QVERIFY(!gate.request(Action::HostKeyReplace));
        QVERIFY(!gate.request(Action::HostKeyForget)); // the next key would be that of a new host
        gate.confirmed(Action::HostKeyReplace);
        QVERIFY(gate.request(Action::HostKeyReplace));
        QVERIFY(gate.request(Action::HostKeyForget));
        QVERIFY(!gate.needsConfirmation(Action::HostKeyTrust));
    }

    void revealingIsConfirmedEachTime()
    {
        auto entries = std::make_shared<Entries>();
        team::Gatekeeper gate(m_clock, entries);
        gate.setConfirmable(true);
        gate.confirmed(Action::CredentialReveal);
        QVERIFY(gate.request(Action::CredentialCopy));
        QVERIFY(!gate.request(Action::CredentialReveal));
    }

    void theMatrixRules_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < kMatrix.size(); ++i)
            QTest::newRow(kMatrix[i].name) << int(i);
    }
    void theMatrixRules()
    {
        QFETCH(int, row);
        const Row &rule = kMatrix[std::size_t(row)];
        QCOMPARE(team::actionName(rule.action), QString::fromLatin1(rule.name));
        for (const auto &[letter, role] : kRoles) {
            auto entries = std::make_shared<Entries>();
            team::Gatekeeper gate(m_clock, entries);
            gate.setRole(role);
            const bool allowed = QByteArrayView(rule.roles).contains(letter);
            {
                auto permit = gate.request(rule.action, {u"kind"_s, u"id"_s, u"name"_s});
                QVERIFY2(permit.has_value() == allowed, qPrintable(u"%1 %2"_s.arg(QLatin1StringView(rule.name)).arg(QChar::fromLatin1(letter))));
                if (permit)
                    permit->succeeded();
                else
                    QCOMPARE(permit.error().code, Errc::Denied);
            }
            QCOMPARE(entries->list.size(), 1);
            QCOMPARE(entries->list[0].outcome, allowed ? u"done"_s : u"denied"_s);
            QCOMPARE(entries->list[0].action, QString::fromLatin1(rule.name));
            QCOMPARE(entries->list[0].at, m_clock.now());
            QCOMPARE(entries->list[0].objectName, u"name"_s);
        }
    }

    void aNewGatekeeperServesASoloUser()
    {
        QCOMPARE(team::Gatekeeper(m_clock, std::make_shared<Entries>()).role(), Role::Admin);
    }

    void aDroppedPermitIsCancelled()
    {
        auto entries = std::make_shared<Entries>();
        team::Gatekeeper gate(m_clock, entries);
        gate.request(Action::SshExec).value();
        QCOMPARE(entries->list.size(), 1);
        QCOMPARE(entries->list[0].outcome, u"cancelled"_s);
    }

private:
    test::FakeClock m_clock;
};

QTEST_GUILESS_MAIN(TestGatekeeper)
#include "tst_gatekeeper.moc"
