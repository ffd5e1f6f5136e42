#include "features/rotation/cli/commands.h"

#include "cli/command.h"
#include "features/rotation/authorizedkeys.h"
#include "rotationdesk.h"
#include "support/fakeio.h"

using namespace aiops;
using namespace aiops::rotation;
using namespace aiops::test;
using namespace Qt::StringLiterals;

/// The verbs against real servers: two that our key signs in at, a third where it cannot be changed.
class TestRotationCommands : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aDryRunTouchesNothing();
    void theReportTellsEveryTarget();
    void allDoneIsCodeZero();
    void aHostBehindAJumpHostIsRotatedThroughIt();
    void itAsksBeforeItStarts_data();
    void itAsksBeforeItStarts();
    void whereNobodyCanBeAskedNothingStarts();
    void wrongUseIsSaid_data();
    void wrongUseIsSaid();
    void dueListsWhatIsDue();
    void aSnoozeNeedsThePassphraseAgain();
    void keysAreFoundWithTheirCredential();
    void oneKeyIsRemovedEverywhereButWhereItIsTheOnlyWay();
    void aKeyThatOpensTheFileStaysWithoutAnotherLogin();

private:
    struct Ran
    {
        Result<int> code;
        QByteArray out;
        QByteArray err;
        QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
        QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
    };
    Ran run(const QString &noun, const QString &verb, const QHash<QString, QStringList> &values, const QString &secretFile = {});
    /// At a terminal, without --yes; each prompt gets the next answer.
    Ran rotateAt(QStringList answers, bool noInput = false);
    Ran run(FakeIo &io, cli::Context context, const QString &noun, const QString &verb);

    TestKey m_ours;
    TestKey m_leaver;
    std::unique_ptr<RotationDesk> m_desk;
    std::vector<std::unique_ptr<KeyHost>> m_hosts;
    CredentialId m_credential;
};

void TestRotationCommands::init()
{
    m_desk = std::make_unique<RotationDesk>();
    QVERIFY(m_desk->open());
    const auto added = m_desk->addCredential(u"deploy"_s, vault::Kind::SshKey, m_ours.file());
    QVERIFY(added);
    m_credential = added->id;
    for (int i = 0; i < 2; ++i) {
        m_hosts.push_back(std::make_unique<KeyHost>());
        QVERIFY(m_hosts.back()->start("restrict,pty " + m_leaver.line("anna@laptop") + m_ours.line("deploy")));
        QVERIFY(m_desk->attach(m_credential, m_desk->addInstance(u"web-%1"_s.arg(i + 1), m_hosts.back()->server())));
    }
}

void TestRotationCommands::cleanup()
{
    m_desk.reset();
    m_hosts.clear();
}

TestRotationCommands::Ran TestRotationCommands::run(const QString &noun, const QString &verb, const QHash<QString, QStringList> &values, const QString &file)
{
    FakeIo io;
    if (!file.isEmpty())
        io.folder = file;
    io.descriptors.insert(3, kVaultPassphrase);
    cli::Context context{&m_desk->services(), &io, {}};
    context.arguments.json = true;
    context.arguments.yes = true;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        context.arguments.set(it.key(), it.value());
    return run(io, context, noun, verb);
}

TestRotationCommands::Ran TestRotationCommands::rotateAt(QStringList answers, bool noInput)
{
    FakeIo io;
    io.terminal = true;
    io.lineAnswers = std::move(answers);
    cli::Context context{&m_desk->services(), &io, {}};
    context.arguments.noInput = noInput;
    context.arguments.set(u"NAME"_s, {u"deploy"_s});
    return run(io, context, u"credential"_s, u"rotate"_s);
}

TestRotationCommands::Ran TestRotationCommands::run(FakeIo &io, cli::Context context, const QString &noun, const QString &verb)
{
    cli::Registry registry;
    registerCommands(registry);
    const auto found = std::ranges::find_if(registry.verbs(), [&](const cli::Verb &one) { return one.noun == noun && one.name == verb; });
    if (found == registry.verbs().end())
        return {.code = -1, .out = {}, .err = {}};
    Result<int> code = finished(found->run(context));
    return {.code = code, .out = io.outText, .err = io.errText};
}

void TestRotationCommands::aDryRunTouchesNothing()
{
    const QByteArray before = m_hosts[0]->keys();
    const Ran ran = run(u"credential"_s, u"rotate"_s, {{u"NAME"_s, {u"deploy"_s}}, {u"--dry-run"_s, {}}});
    QCOMPARE(ran.code.value_or(-1), 0);
    QCOMPARE(ran.object()[u"dry_run"_s].toBool(), true);
    QCOMPARE(ran.object()[u"method"_s].toString(), u"ssh"_s);
    QCOMPARE(ran.object()[u"targets"_s].toArray().size(), 2);
    QVERIFY(ran.object()[u"steps"_s].toArray().size() >= 3);
    QCOMPARE(m_hosts[0]->keys(), before);
    QCOMPARE(m_desk->hiddenRecords(), 0);
}

void TestRotationCommands::theReportTellsEveryTarget()
{
    QVERIFY(m_hosts[1]->makeReadOnly());
    const Ran ran = run(u"credential"_s, u"rotate"_s, {{u"NAME"_s, {u"deploy"_s}}});
    QCOMPARE(ran.code.value_or(-1), 8);
    const QJsonArray targets = ran.object()[u"targets"_s].toArray();
    QCOMPARE(targets.size(), 2);
    QCOMPARE(targets[0].toObject()[u"state"_s].toString(), u"old_revoked"_s);
    QCOMPARE(targets[1].toObject()[u"instance"_s].toString(), u"web-2"_s);
    QCOMPARE(targets[1].toObject()[u"state"_s].toString(), u"failed"_s);
    QVERIFY(!targets[1].toObject()[u"message"_s].toString().isEmpty());
    QVERIFY(ran.err.contains("--resume"));
    QVERIFY(KeyHost::own(m_hosts[1]->home() + u"/.ssh"_s));
    const Ran again = run(u"credential"_s, u"rotate"_s, {{u"NAME"_s, {u"deploy"_s}}, {u"--resume"_s, {}}});
    QCOMPARE(again.code.value_or(-1), 0);
    QCOMPARE(again.object()[u"state"_s].toString(), u"old_revoked"_s);
}

void TestRotationCommands::allDoneIsCodeZero()
{
    const Ran ran = run(u"credential"_s, u"rotate"_s, {{u"NAME"_s, {u"deploy"_s}}, {u"--parallel"_s, {u"1"_s}}});
    QCOMPARE(ran.code.value_or(-1), 0);
    QVERIFY(hasKey(m_hosts[0]->keys(), m_leaver.key.publicBlob()));
    QVERIFY(!hasKey(m_hosts[0]->keys(), m_ours.key.publicBlob()));
}

void TestRotationCommands::aHostBehindAJumpHostIsRotatedThroughIt()
{
    const TestKey door;
    KeyHost bastion;
    QVERIFY(bastion.start(door.line("door")));
    const InstanceId front = m_desk->addInstance(u"bastion"_s, bastion.server());
    const auto key = m_desk->addCredential(u"door key"_s, vault::Kind::SshKey, door.file());
    QVERIFY(!front.isNull() && key && m_desk->attach(key->id, front));
    const auto all = m_desk->inventory().instances({});
    for (const inventory::Instance &instance : *all) {
        inventory::InstanceEdit edit;
        edit.jump = inventory::Jump{inventory::Jump::Through, front};
        if (instance.id != front)
            QVERIFY(finished(m_desk->inventory().editInstance(m_desk->permit(team::Action::InstanceEdit), instance.id, edit)));
    }
    const Ran ran = run(u"credential"_s, u"rotate"_s, {{u"NAME"_s, {u"deploy"_s}}});
    QVERIFY2(ran.code.value_or(-1) == 0, ran.out + ran.err + (ran.code ? QByteArray() : ran.code.error().text.toUtf8()));
    QCOMPARE(ran.object()[u"targets"_s].toArray().size(), 2);
    for (const auto &host : m_hosts)
        QVERIFY(!hasKey(host->keys(), m_ours.key.publicBlob()));
    QVERIFY(bastion.server().count("Accepted publickey") >= 1);
    QVERIFY2(bastion.server().count("direct-tcpip") >= 4, bastion.server().log().right(3000)); // old, new and once more, for each of the two
    QCOMPARE(bastion.keys(), door.line("door")); // its own key is another credential
    // Without the jump host nothing is reached, and nothing is changed.
    const QByteArray before = m_hosts[0]->keys();
    bastion.server().killSessions();
    bastion.server().stop();
    const Ran again = run(u"credential"_s, u"rotate"_s, {{u"NAME"_s, {u"deploy"_s}}});
    QCOMPARE(again.code.value_or(-1), 1);
    QVERIFY(again.out.contains("jump host"));
    QCOMPARE(m_hosts[0]->keys(), before);
}

void TestRotationCommands::itAsksBeforeItStarts_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("starts");
    QTest::newRow("yes") << u"y"_s << true;
    QTest::newRow("only Enter") << u""_s << false;
    QTest::newRow("no") << u"n"_s << false;
    QTest::newRow("another word") << u"yesterday"_s << false;
}

void TestRotationCommands::itAsksBeforeItStarts()
{
    QFETCH(const QString, answer);
    QFETCH(const bool, starts);
    const QByteArray before = m_hosts[0]->keys();
    const Ran ran = rotateAt({answer});
    QVERIFY(ran.err.contains("Instances: 2"));
    QVERIFY(ran.err.contains("web-1\n") && ran.err.contains("web-2\n"));
    if (starts) {
        QCOMPARE(ran.code.value_or(-1), 0);
        QVERIFY(m_hosts[0]->keys() != before);
        return;
    }
    QVERIFY(!ran.code);
    QCOMPARE(ran.code.error().code, Errc::Cancelled);
    QCOMPARE(m_hosts[0]->keys(), before);
    QCOMPARE(m_desk->hiddenRecords(), 0);
}

void TestRotationCommands::whereNobodyCanBeAskedNothingStarts()
{
    const QByteArray before = m_hosts[0]->keys();
    const Ran ran = rotateAt({u"y"_s}, true);
    QVERIFY(!ran.code);
    QCOMPARE(ran.code.error().code, Errc::NoInput);
    QVERIFY(ran.code.error().hint.contains(u"--yes"_s));
    QCOMPARE(m_hosts[0]->keys(), before);
}

void TestRotationCommands::wrongUseIsSaid_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::newRow("no such credential") << u"rotate"_s << u"NAME"_s << u"nobody"_s;
    QTest::newRow("parallel 0") << u"rotate"_s << u"--parallel"_s << u"0"_s;
    QTest::newRow("a method of another kind") << u"rotate"_s << u"--method"_s << u"password-command"_s;
    QTest::newRow("nothing to resume") << u"rotate"_s << u"--resume"_s << u""_s;
    QTest::newRow("days in words") << u"due"_s << u"--days"_s << u"soon"_s;
    QTest::newRow("no day") << u"snooze"_s << u"--until"_s << u"Christmas"_s;
    QTest::newRow("a day that is not") << u"snooze"_s << u"--until"_s << u"2026-02-30"_s;
}

void TestRotationCommands::wrongUseIsSaid()
{
    QFETCH(const QString, verb);
    QFETCH(const QString, option);
    QFETCH(const QString, value);
    QHash<QString, QStringList> values{{u"NAME"_s, {u"deploy"_s}}};
    values.insert(option, {value});
    const Ran ran = run(u"credential"_s, verb, values);
    QVERIFY(!ran.code);
    QVERIFY(!ran.code.error().text.isEmpty());
    QVERIFY(ran.out.isEmpty());
}

void TestRotationCommands::dueListsWhatIsDue()
{
    QCOMPARE(run(u"credential"_s, u"due"_s, {}).array().size(), 0);
    const Ran ran = run(u"credential"_s, u"due"_s, {{u"--days"_s, {u"90"_s}}});
    QCOMPARE(ran.array().size(), 1);
    QCOMPARE(ran.array()[0].toObject()[u"state"_s].toString(), u"due"_s);
    QCOMPARE(ran.array()[0].toObject()[u"rotation"_s].toString(), u"Due in 90 d"_s);
}

void TestRotationCommands::aSnoozeNeedsThePassphraseAgain()
{
    const QString until = QDate::currentDate().addDays(10).toString(Qt::ISODate);
    QHash<QString, QStringList> values{{u"NAME"_s, {u"deploy"_s}}, {u"--until"_s, {until}}, {u"--reason"_s, {u"release freeze"_s}}};
    QVERIFY(!run(u"credential"_s, u"snooze"_s, values).code);
    values.insert(u"--passphrase-fd"_s, {u"3"_s});
    QCOMPARE(run(u"credential"_s, u"snooze"_s, values).code.value_or(-1), 0);
    QCOMPARE(m_desk->vault().find(u"deploy"_s)->snoozeReason, u"release freeze"_s);
}

void TestRotationCommands::keysAreFoundWithTheirCredential()
{
    const Ran all = run(u"security"_s, u"keys"_s, {});
    QCOMPARE(all.code.value_or(-1), 0);
    QCOMPARE(all.array().size(), 4);
    const QJsonObject first = all.array()[0].toObject();
    QCOMPARE(first[u"account"_s].toString(), u"tester"_s);
    QCOMPARE(first[u"line"_s].toInt(), 1);
    QCOMPARE(first[u"comment"_s].toString(), u"anna@laptop"_s);
    QCOMPARE(first[u"options"_s].toString(), u"restrict,pty"_s);
    QVERIFY(first[u"credential"_s].isNull());
    QCOMPARE(all.array()[1].toObject()[u"credential"_s].toString(), u"deploy"_s);
    const QString fingerprint = m_leaver.key.fingerprint();
    QCOMPARE(run(u"security"_s, u"keys"_s, {{u"--key"_s, {fingerprint}}}).array().size(), 2);
    QCOMPARE(run(u"security"_s, u"keys"_s, {{u"--key"_s, {QString::fromUtf8(m_leaver.line())}}, {u"NAME"_s, {u"web-2"_s}}}).array().size(), 1);
    QCOMPARE(run(u"security"_s, u"keys"_s, {{u"--key"_s, {u"deploy"_s}}}).array().size(), 2);
    m_hosts[1]->server().stop();
    m_hosts[1]->server().killSessions();
    QCOMPARE(run(u"security"_s, u"keys"_s, {}).code.value_or(-1), 8);
}

void TestRotationCommands::oneKeyIsRemovedEverywhereButWhereItIsTheOnlyWay()
{
    const Ran ran = run(u"security"_s, u"key-remove"_s, {{u"--key"_s, {m_leaver.key.fingerprint()}}});
    QCOMPARE(ran.code.value_or(-1), 0);
    for (const auto &host : m_hosts)
        QCOMPARE(host->keys(), m_ours.line("deploy"));
    QStringList rows = m_desk->audited(u"key.remove"_s);
    rows.sort();
    QCOMPARE(rows, (QStringList{u"instance web-1 done"_s, u"instance web-2 done"_s}));
    QCOMPARE(run(u"security"_s, u"key-remove"_s, {{u"--key"_s, {m_leaver.key.fingerprint()}}}).code.error().code, Errc::NotFound);
}

void TestRotationCommands::aKeyThatOpensTheFileStaysWithoutAnotherLogin()
{
    const QByteArray before = m_hosts[0]->keys();
    const Ran refused = run(u"security"_s, u"key-remove"_s, {{u"--key"_s, {u"deploy"_s}}});
    QCOMPARE(refused.code.value_or(-1), 1);
    QCOMPARE(refused.array()[0].toObject()[u"state"_s].toString(), u"refused"_s);
    QCOMPARE(m_hosts[0]->keys(), before);
    // A second key that is verified first: then the other may go.
    const TestKey second;
    const auto added = m_desk->addCredential(u"second"_s, vault::Kind::SshKey, second.file());
    QVERIFY(added && m_desk->attach(added->id, m_desk->inventory().instances({})->first().id));
    QVERIFY(m_hosts[0]->write(m_hosts[0]->keys() + second.line()));
    const Ran done = run(u"security"_s, u"key-remove"_s, {{u"--key"_s, {u"deploy"_s}}});
    QCOMPARE(done.code.value_or(-1), 8);
    QVERIFY(!hasKey(m_hosts[0]->keys(), m_ours.key.publicBlob()));
    QCOMPARE(m_hosts[1]->keys(), before);
}

QTEST_GUILESS_MAIN(TestRotationCommands)
#include "tst_rotationcommands.moc"
