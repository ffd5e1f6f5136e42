#include "vault/externalsource.h"
#include "vault/foreignimport.h"
#include "vault/runprogram.h"
#include "vault/sshkey.h"
#include "vault/vaultexport.h"
#include "vault/vaulthome.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Programs of this test's own, in front of everything else on the PATH.
class TestExternalSource final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_bin;

    void makeProgram(const QString &name, const QByteArray &script) const
    {
        QFile file(m_bin.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
    QByteArray notes(const QString &name) const
    {
        QFile file(m_bin.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QByteArray fetched(const QString &source, const QString &reference)
    {
        const auto value = finished(fetchExternal(source, reference));
        return value ? value->reveal().toByteArray() : "error " + errorName(value.error().code).toUtf8();
    }
    static Result<CredentialInfo> addExternal(Home &home, const QString &name, const QString &source, const QString &reference, Kind kind = Kind::Password)
    {
        return finished(home.vault->add(home.permit(team::Action::CredentialAdd),
                                        {.name = name, .kind = kind, .user = u"root"_s, .notes = {}, .value = {}, .keyPassphrase = {},
                                         .fields = {{u"source"_s, source}, {u"reference"_s, reference}}}));
    }
    static AuditEntry lastEntry(const Home &home, const QString &action)
    {
        for (auto entry = home.sink->entries.crbegin(); entry != home.sink->entries.crend(); ++entry)
            if (entry->action == action)
                return *entry;
        return {};
    }

private slots:
    void initTestCase()
    {
        qputenv("PATH", m_bin.path().toUtf8() + ':' + qgetenv("PATH"));
        qputenv("BW_SESSION", "session-of-the-person");
        qputenv("VAULT_ADDR", "https://vault.example");
        qputenv("AWS_SECRET_ACCESS_KEY", "not-for-anybody");
        makeProgram(u"bw"_s, "printf '%s\\n' \"$@\" > " + m_bin.filePath(u"bw-arguments"_s).toUtf8() + "; env > " + m_bin.filePath(u"bw-environment"_s).toUtf8()
                                 + "\nprintf 'From-Bitwarden\\nsecond line\\n'\n");
        makeProgram(u"op"_s, "printf '%s' \"$*\"\n");
        makeProgram(u"vault"_s, "printf '%s %s' \"$*\" \"$VAULT_ADDR\"\n");
        makeProgram(u"hangs"_s, "echo $$ > " + m_bin.filePath(u"hangs-pid"_s).toUtf8() + "\nsleep 300 & wait\n");
        makeProgram(u"floods"_s, "head -c 10000000 /dev/zero | tr '\\0' x\n");
        makeProgram(u"fails"_s, "echo Secret-On-Output; echo Secret-On-Error >&2; exit 3\n");
        makeProgram(u"silent"_s, "exit 0\n");
        makeProgram(u"binary"_s, "printf 'a\\377b\\n'\n");
        makeProgram(u"crlf"_s, "printf 'Windows-Value\\r\\n'\n");
    }

    void theProgramOfEachSourceIsAskedWithTheReference()
    {
        QCOMPARE(fetched(u"bw"_s, u"db 1"_s), "From-Bitwarden");
        QCOMPARE(notes(u"bw-arguments"_s), "get\npassword\ndb 1\n");
        QCOMPARE(fetched(u"op"_s, u"op://Servers/db/password"_s), "read op://Servers/db/password");
        QCOMPARE(fetched(u"hashicorp"_s, u"secret/db#password"_s), "kv get -field=password secret/db https://vault.example");
        QCOMPARE(fetched(u"command"_s, u"op 'one two' \"three four\" ; $HOME `id`"_s), "'one two' three four ; $HOME `id`"); // no shell
        QCOMPARE(fetched(u"command"_s, u"crlf"_s), "Windows-Value");
    }

    void onlyWhatIsNeededOfTheEnvironmentIsPassedOn()
    {
        QCOMPARE(fetched(u"bw"_s, u"db"_s), "From-Bitwarden");
        const QByteArray seen = notes(u"bw-environment"_s);
        QVERIFY(seen.contains("BW_SESSION=session-of-the-person"));
        QVERIFY(seen.contains("PATH="));
        QVERIFY(!seen.contains("AWS_SECRET_ACCESS_KEY") && !seen.contains("VAULT_ADDR"));
    }

    void whatGoesWrongIsSaid_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<Errc>("code");
        QTest::newRow("missing") << u"no-such-program-here"_s << Errc::NotFound;
        QTest::newRow("fails") << u"fails"_s << Errc::Failed;
        QTest::newRow("floods") << u"floods"_s << Errc::TooLarge;
        QTest::newRow("silent") << u"silent"_s << Errc::Failed;
        QTest::newRow("binary") << u"binary"_s << Errc::Failed;
    }
    void whatGoesWrongIsSaid()
    {
        QFETCH(QString, command);
        QFETCH(Errc, code);
        const auto value = finished(fetchExternal(u"command"_s, command));
        QVERIFY(!value);
        QCOMPARE(value.error().code, code);
        QVERIFY(!value.error().hint.isEmpty());
        QVERIFY(!(value.error().text + value.error().detail + value.error().hint).contains(u"Secret-"_s));
    }

    void aHangingProgramIsEndedWithItsChildren()
    {
        const auto value = finished(fetchExternal(u"command"_s, u"hangs"_s, 500ms));
        QVERIFY(!value);
        QCOMPARE(value.error().code, Errc::TimedOut);
        const QByteArray pid = notes(u"hangs-pid"_s).trimmed();
        QVERIFY(!pid.isEmpty());
        QTRY_VERIFY(!QFile::exists(u"/proc/"_s + QString::fromLatin1(pid) + u"/exe"_s) || QFile(u"/proc/"_s + QString::fromLatin1(pid) + u"/exe"_s).symLinkTarget().isEmpty());
    }

    void badReferencesAreRefused_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("reference");
        QTest::newRow("unknown source") << u"lastpass"_s << u"x"_s;
        QTest::newRow("no reference") << u"bw"_s << u""_s;
        QTest::newRow("no source") << u""_s << u"x"_s;
        QTest::newRow("option for bw") << u"bw"_s << u"--help"_s;
        QTest::newRow("not op://") << u"op"_s << u"Servers/db"_s;
        QTest::newRow("option for vault") << u"hashicorp"_s << u"-address=http://evil#x"_s;
        QTest::newRow("no field for vault") << u"hashicorp"_s << u"secret/db"_s;
        QTest::newRow("two lines") << u"command"_s << u"pass show\nx"_s;
        QTest::newRow("only spaces") << u"command"_s << u"   "_s;
    }
    void badReferencesAreRefused()
    {
        QFETCH(QString, source);
        QFETCH(QString, reference);
        Home home;
        QVERIFY(home.create());
        const auto added = addExternal(home, u"x"_s, source, reference);
        QVERIFY(!added);
        QCOMPARE(added.error().code, Errc::Invalid);
    }

    void theValueIsFetchedAtEveryUseAndNamedInTheRecord()
    {
        Home home;
        QVERIFY(home.create());
        home.addInstance();
        const auto added = addExternal(home, u"db"_s, u"bw"_s, u"db"_s);
        QVERIFY2(added, added ? "" : qPrintable(added.error().text));
        QCOMPARE(added->rotationDays, 0); // it is rotated there
        const auto shown = finished(home.vault->reveal(home.permit(team::Action::CredentialReveal), added->id));
        QVERIFY(shown);
        QCOMPARE((*shown)->reveal(), QByteArrayView("From-Bitwarden"));
        QCOMPARE(lastEntry(home, u"credential.reveal"_s).detail[u"source"_s].toString(), u"bw"_s);
        QVERIFY(home.attach(added->id));
        const auto login = home.login();
        QVERIFY(login && login->password);
        QCOMPARE(login->password->reveal(), QByteArrayView("From-Bitwarden"));
        QCOMPARE(lastEntry(home, u"credential.use"_s).detail[u"source"_s].toString(), u"bw"_s);
        makeProgram(u"bw"_s, "printf 'Another-Value\\n'\n");
        QCOMPARE(home.login()->password->reveal(), QByteArrayView("Another-Value"));
        makeProgram(u"bw"_s, "exit 1\n");
        const auto without = home.login();
        QVERIFY(without && !without->password && without->signers.empty());
        QCOMPARE(without->missing.size(), 1);
        QCOMPARE(without->missing[0].code, Errc::Failed);
        QVERIFY(without->missing[0].text.startsWith(u"db: "_s));
        QVERIFY(without->missing[0].hint.contains(u"bw unlock"_s));
        QCOMPARE(lastEntry(home, u"credential.use"_s).outcome, u"failed"_s);
        QVERIFY(!home.contains("From-Bitwarden") && !home.contains("Another-Value"));
    }

    void theOtherCredentialsAreGivenWhenOneCannotBeHad()
    {
        Home home;
        QVERIFY(home.create());
        home.addInstance();
        const auto gone = addExternal(home, u"a-first"_s, u"command"_s, u"fails"_s);
        const auto here = home.add(u"b-second"_s, "Kept-Here-2");
        QVERIFY(gone && here && home.attach(gone->id) && home.attach(here->id));
        const auto login = home.login();
        QVERIFY(login && login->password);
        QCOMPARE(login->password->reveal(), QByteArrayView("Kept-Here-2"));
        QCOMPARE(login->missing.size(), 1);
        QCOMPARE(lastEntry(home, u"credential.use"_s).outcome, u"done"_s);
        QCOMPARE(lastEntry(home, u"credential.use"_s).detail[u"missing"_s].toInt(), 1);
    }

    void aKeyOfTheAgentIsKeptByItsPublicHalf()
    {
        Home home;
        QVERIFY(home.create());
        home.addInstance();
        const SshKey key = SshKey::generate(SshKey::Type::Ed25519);
        const auto added = addExternal(home, u"yubikey"_s, u"agent"_s, key.authorizedLine(u"ann@desk"_s), Kind::SshKey);
        QVERIFY2(added, added ? "" : qPrintable(added.error().text));
        QCOMPARE(added->fingerprint, key.fingerprint());
        QCOMPARE(added->keyType, u"ssh-ed25519"_s);
        QVERIFY(home.attach(added->id));
        QCOMPARE(home.login()->missing.size(), 1); // no agent
        struct Stub final : Signer
        {
            QString name() const override { return u"agent"_s; }
            QByteArray publicKey() const override { return "blob"; }
            Future<QByteArray> sign(QByteArray, QByteArray) override { return ready<QByteArray>(QByteArray("signed")); }
        };
        QString wanted;
        home.vault->setAgent([&wanted](const QString &fingerprint) {
            wanted = fingerprint;
            return ready<std::shared_ptr<Signer>>(std::make_shared<Stub>());
        });
        const auto login = home.login();
        QVERIFY(login && login->missing.isEmpty());
        QCOMPARE(wanted, key.fingerprint());
        QCOMPARE(login->signers.size(), size_t(1));
        QVERIFY(login->onlyTheseKeys);
        QVERIFY(!finished(home.vault->exportKey(home.permit(team::Action::CredentialExport), added->id, nullptr)));
        const auto byFingerprint = addExternal(home, u"by fingerprint"_s, u"agent"_s, key.fingerprint(), Kind::SshKey);
        QVERIFY(byFingerprint);
        QCOMPARE(byFingerprint->fingerprint, key.fingerprint());
        QVERIFY(!addExternal(home, u"a password"_s, u"agent"_s, key.fingerprint(), Kind::Password));
        QVERIFY(!addExternal(home, u"a key in bw"_s, u"bw"_s, u"key"_s, Kind::SshKey));
        for (const QString &bad : {u"ssh-ed25519"_s, u"ssh-ed25519 AAAA"_s, u"ssh-rsa "_s + key.authorizedLine({}).section(u' ', 1, 1), u"SHA256:short"_s, u"ssh-ed25519 ###"_s})
            QVERIFY2(!addExternal(home, u"bad"_s, u"agent"_s, bad, Kind::SshKey), qPrintable(bad));
    }

    void otherServicesGetTheFetchedValueToo()
    {
        Home home;
        QVERIFY(home.create());
        const auto added = addExternal(home, u"api"_s, u"op"_s, u"op://a/b/c"_s, Kind::ApiToken);
        QVERIFY(added);
        const auto value = finished(home.vault->value(added->id, Purpose::Api, home.permit(team::Action::CredentialUse)));
        QVERIFY(value);
        QCOMPARE(value->value->reveal(), QByteArrayView("read op://a/b/c"));
    }

    void aCredentialMovesOutOfTheVaultAndBack()
    {
        Home home;
        QVERIFY(home.create());
        const auto added = home.add(u"db"_s, "Kept-Here-1");
        QVERIFY(added);
        const auto edit = [&](CredentialEdit change) { return finished(home.vault->edit(home.permit(team::Action::CredentialEdit), added->id, change)); };
        const auto shown = [&] { return finished(home.vault->reveal(home.permit(team::Action::CredentialReveal), added->id)); };
        QVERIFY(edit({.fields = {{u"source"_s, u"command"_s}, {u"reference"_s, u"crlf"_s}}}));
        QCOMPARE((*shown())->reveal(), QByteArrayView("Windows-Value"));
        QCOMPARE(edit({.value = secret("Both-1")}).error().code, Errc::Invalid);
        QVERIFY(edit({.name = u"db-2"_s}));
        QCOMPARE((*shown())->reveal(), QByteArrayView("Windows-Value"));
        QVERIFY(!edit({.fields = {{u"source"_s, u""_s}, {u"reference"_s, u""_s}}})); // it would have no value
        QVERIFY(edit({.value = secret("Back-1"), .fields = {{u"source"_s, u""_s}, {u"reference"_s, u""_s}}}));
        QCOMPARE((*shown())->reveal(), QByteArrayView("Back-1"));
    }

    void aFileOfSomebodyElseCannotBringACommandAlong()
    {
        Home theirs, mine;
        QVERIFY(theirs.create() && mine.create());
        QVERIFY(addExternal(theirs, u"trap"_s, u"command"_s, u"fails"_s) && addExternal(theirs, u"fine"_s, u"op"_s, u"op://a/b/c"_s));
        const QString file = m_bin.filePath(u"theirs.aiopsvault"_s);
        theirs.gatekeeper.confirmed(team::Action::VaultExport);
        QVERIFY(finished(VaultExport(*theirs.vault).exportTo(theirs.permit(team::Action::VaultExport),
                                                             {.path = file, .credentials = {}, .passphrase = secret("copper window seventeen lazy otters")})));
        const auto staged = [&file](Home &home) {
            return finished(VaultImport(*home.vault).stage({.path = file, .passphrase = secret("copper window seventeen lazy otters")}));
        };
        const auto preview = staged(mine);
        QVERIFY(preview);
        QCOMPARE(preview->count(ImportEntry::Unusable), 1);
        QCOMPARE(preview->count(ImportEntry::New), 1);
        QCOMPARE(staged(theirs)->count(ImportEntry::Same), 2);
    }

    void aKeePassDatabaseIsReadByItsOwnProgram()
    {
        const QString program = QStandardPaths::findExecutable(u"keepassxc-cli"_s);
        if (program.isEmpty())
            QSKIP("keepassxc-cli is not on this computer");
        const QString database = m_bin.filePath(u"test.kdbx"_s);
        const auto keepass = [&](const QStringList &arguments, const QByteArray &input) {
            return finished(runProgram({.program = program, .arguments = arguments, .input = secret(input), .environment = reducedEnvironment(), .timeout = 60s}));
        };
        QVERIFY(keepass({u"db-create"_s, u"--set-password"_s, database}, "database secret\ndatabase secret\n"));
        QVERIFY(keepass({u"add"_s, u"--username"_s, u"ann"_s, u"--url"_s, u"https://kdbx.example"_s, u"--password-prompt"_s, database, u"wiki"_s},
                        "database secret\nKdbx-Value-1\n"));
        QCOMPARE(*detectFormat(database), ForeignFormat::Kdbx);
        Home home;
        QVERIFY(home.create());
        const auto stage = [&](std::shared_ptr<const Secret> passphrase) {
            return finished(ForeignImport(*home.vault).stage({.path = database, .passphrase = passphrase}));
        };
        QCOMPARE(stage(nullptr).error().code, Errc::NoInput);
        QCOMPARE(stage(secret("wrong")).error().code, Errc::WrongPassphrase);
        const auto preview = stage(secret("database secret"));
        QVERIFY2(preview, preview ? "" : qPrintable(preview.error().text));
        QCOMPARE(preview->entries.size(), 1);
        const auto report = finished(VaultImport(*home.vault).import(home.permit(team::Action::VaultImport), *preview, decide(*preview, ImportChoice::KeepMine, {})));
        QCOMPARE(report->added, 1);
        const auto shown = finished(home.vault->reveal(home.permit(team::Action::CredentialReveal), home.vault->find(u"wiki"_s)->id));
        QCOMPARE((*shown)->reveal(), QByteArrayView("Kdbx-Value-1"));
    }

    void withoutKeePassXcTheErrorSaysWhatToDo()
    {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", m_bin.path().toUtf8());
        const auto table = finished(exportKdbx(m_bin.filePath(u"x.kdbx"_s), secret("p")));
        qputenv("PATH", path);
        QVERIFY(!table);
        QCOMPARE(table.error().code, Errc::NotFound);
        QVERIFY(table.error().hint.contains(u"CSV"_s));
    }
};

QTEST_GUILESS_MAIN(TestExternalSource)
#include "tst_externalsource.moc"
