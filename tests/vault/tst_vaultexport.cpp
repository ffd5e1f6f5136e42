#include "vault/exportfixture.h"
#include "vault/passphrase.h"
#include "vault/recovery.h"
#include "vault/vaultexport.h"
#include "vault/vaulthome.h"
#include "vault/vaultimport.h"

#include <QSignalSpy>

using namespace aiops;
using namespace aiops::vault;
using team::Action;

namespace {

const QByteArray kFilePassphrase = "copper window seventeen lazy otters";

Result<ExportReport> exportAll(Home &home, const QString &path, SharedProgress progress = {})
{
    return finished(VaultExport(*home.vault).exportTo(home.permit(Action::VaultExport), {.path = path, .credentials = {}, .passphrase = secret(kFilePassphrase)}, progress));
}

Result<ImportPreview> stage(Home &home, const QString &path, const QByteArray &passphrase = kFilePassphrase)
{
    return finished(VaultImport(*home.vault).stage({.path = path, .passphrase = secret(passphrase)}));
}

Result<ImportReport> import(Home &home, const ImportPreview &preview, ImportChoice onConflict)
{
    return finished(VaultImport(*home.vault).import(home.permit(Action::VaultImport), preview, decide(preview, onConflict, *home.vault->credentials())));
}

QStringList namesIn(const Home &home)
{
    QStringList names;
    const auto all = home.vault->credentials();
    for (const CredentialInfo &info : *all)
        names.append(info.name);
    return names;
}

} // namespace

/// Export and import between two vaults, and the recovery kit.
class TestVaultExport final : public QObject
{
    Q_OBJECT

private slots:
    void everyKindAndItsFieldsArrive()
    {
        Home from, to;
        QVERIFY(from.create() && to.create());
        QVERIFY(from.add(u"plain"_s));
        const QDateTime expires = from.clock.now().addDays(30);
        const auto database = finished(from.vault->add(from.permit(Action::CredentialAdd),
                                                       {.name = u"orders db"_s, .kind = Kind::Database, .user = u"orders"_s, .notes = u"“quotes” and \\ back"_s,
                                                        .value = secret(kCanary), .keyPassphrase = {}, .fields = {{u"host"_s, u"db-1"_s}, {u"port"_s, u"5432"_s}},
                                                        .expiresAt = expires, .rotationDays = 30}));
        QVERIFY2(database.has_value(), database ? "" : qPrintable(database.error().text));
        const auto report = exportAll(from, m_dir.filePath(u"kinds"_s));
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().text));
        QCOMPARE(report->credentials, 2);
        const auto preview = stage(to, m_dir.filePath(u"kinds"_s));
        QVERIFY2(preview.has_value(), preview ? "" : qPrintable(preview.error().detail));
        QCOMPARE(preview->count(ImportEntry::New), 2);
        QVERIFY(!preview->isOwn);
        QCOMPARE(preview->fingerprint, report->fingerprint);
        QCOMPARE(import(to, *preview, ImportChoice::KeepMine)->added, 2);
        const auto arrived = to.vault->find(u"orders db"_s);
        QCOMPARE(arrived->kind, Kind::Database);
        QCOMPARE(arrived->detail, from.vault->find(u"orders db"_s)->detail);
        QCOMPARE(arrived->expiresAt, expires);
        QCOMPARE(arrived->rotationDays, 30);
        QVERIFY(arrived->id != database->id);
        const auto details = finished(to.vault->details(to.permit(Action::CredentialUse), arrived->id));
        QCOMPARE(details->fields.value(u"host"_s), u"db-1"_s);
        QCOMPARE(details->notes, u"“quotes” and \\ back"_s);
        to.gatekeeper.confirmed(Action::CredentialReveal);
        const auto value = finished(to.vault->reveal(to.permit(Action::CredentialReveal), arrived->id));
        QVERIFY(value && (*value)->equals(kCanary));
    }

    void theSameIsTakenOnlyOnce()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"a"_s) && home.add(u"b"_s));
        QVERIFY(exportAll(home, m_dir.filePath(u"same"_s)));
        const auto preview = stage(home, m_dir.filePath(u"same"_s));
        QVERIFY(preview->isOwn);
        QCOMPARE(preview->count(ImportEntry::Same), 2);
        const auto report = import(home, *preview, ImportChoice::TakeTheirs);
        QCOMPARE(report->skipped, 2);
        QCOMPARE(namesIn(home), (QStringList{u"a"_s, u"b"_s}));
    }

    void aConflictIsSkippedRenamedOrReplaced()
    {
        Home from, to;
        QVERIFY(from.create() && to.create());
        QVERIFY(from.add(u"db"_s, "theirs"));
        QVERIFY(to.add(u"DB"_s, "ours") && to.add(u"db (2)"_s, "another"));
        QVERIFY(exportAll(from, m_dir.filePath(u"conflict"_s)));
        const auto preview = stage(to, m_dir.filePath(u"conflict"_s));
        QCOMPARE(preview->count(ImportEntry::Conflict), 1);
        QCOMPARE(import(to, *preview, ImportChoice::KeepMine)->skipped, 1);
        QCOMPARE(namesIn(to).size(), 2);
        QCOMPARE(import(to, *preview, ImportChoice::KeepBoth)->renamed, 1);
        QVERIFY(namesIn(to).contains(u"db (3)"_s));
        to.addInstance();
        const CredentialId ours = to.vault->find(u"DB"_s)->id;
        QVERIFY(to.attach(ours));
        const auto again = stage(to, m_dir.filePath(u"conflict"_s));
        QCOMPARE(import(to, *again, ImportChoice::TakeTheirs)->replaced, 1);
        const auto login = to.login();
        QVERIFY(login && login->password && login->password->equals("theirs"));
        QCOMPARE(to.vault->find(u"db"_s)->id, ours);
        QCOMPARE(to.vault->find(u"db"_s)->version, quint64(2));
        QCOMPARE(stage(to, m_dir.filePath(u"conflict"_s))->count(ImportEntry::Same), 1);
    }

    void eachConflictHasAChoiceOfItsOwn()
    {
        Home from, to;
        QVERIFY(from.create() && to.create());
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            QVERIFY(from.add(name, "theirs") && (name == u"d"_s || to.add(name, "mine")));
        QVERIFY(exportAll(from, m_dir.filePath(u"choices"_s)));
        const auto preview = stage(to, m_dir.filePath(u"choices"_s));
        QCOMPARE(preview->count(ImportEntry::Conflict), 3);
        QCOMPARE(choicesFor(preview->entries[0]), (QList{ImportChoice::KeepMine, ImportChoice::TakeTheirs, ImportChoice::KeepBoth}));
        QVERIFY(choicesFor(preview->entries[3]).isEmpty());
        const QHash<qsizetype, ImportChoice> choices{{0, ImportChoice::TakeTheirs}, {1, ImportChoice::KeepBoth}, {3, ImportChoice::KeepMine}};
        const auto decisions = decide(*preview, choices, ImportChoice::KeepMine, *to.vault->credentials());
        QCOMPARE(decisions[0].value, ImportDecision::Replace);
        QCOMPARE(decisions[1].name, u"b (2)"_s);
        QCOMPARE(decisions[2].value, ImportDecision::Skip);
        QCOMPARE(decisions[3].value, ImportDecision::Add); // no conflict: nothing to choose
        const auto report = finished(VaultImport(*to.vault).import(to.permit(Action::VaultImport), *preview, decisions));
        QCOMPARE(report->added, 2);
        QCOMPARE(report->replaced, 1);
        QCOMPARE(namesIn(to), (QStringList{u"a"_s, u"b"_s, u"b (2)"_s, u"c"_s, u"d"_s}));
    }

    void whatIsImportedIsAttachedWhereItWas_data()
    {
        QTest::addColumn<QString>("sql"); ///< what is different here
        QTest::addColumn<bool>("found");
        QTest::newRow("same id") << u"UPDATE row_instance SET id = '%1', address = 'elsewhere', user = 'x', name = 'y'"_s << true;
        QTest::newRow("same place") << u"UPDATE row_instance SET name = 'renamed'"_s << true;
        QTest::newRow("another user") << u"UPDATE row_instance SET user = 'root'"_s << false;
        QTest::newRow("another port") << u"UPDATE row_instance SET port = 2222"_s << false;
        QTest::newRow("another address") << u"UPDATE row_instance SET address = '127.0.0.2'"_s << false;
        QTest::newRow("archived") << u"UPDATE row_instance SET archived_at = '2026-01-01T00:00:00.000Z'"_s << false;
        const QString another = u"INSERT INTO row_instance(id, organization, name, address, port, user, environment, provider, region, notes, created_at) "
                                "SELECT '01890000-0000-7000-8000-000000000077', organization, 'web-2', address, port, user, environment, provider, region, notes, created_at FROM row_instance"_s;
        QTest::newRow("two at the place, one with the name") << another << true;
        QTest::newRow("two at the place, none with the name") << another + u"; UPDATE row_instance SET name = name || '-x'"_s << false;
    }
    void whatIsImportedIsAttachedWhereItWas()
    {
        QFETCH(QString, sql);
        QFETCH(bool, found);
        Home from, to;
        from.addInstance();
        to.addInstance();
        QVERIFY(from.create() && to.create() && from.add(u"deploy"_s));
        QVERIFY(from.attach(from.vault->find(u"deploy"_s)->id));
        for (const QString &statement : sql.split(u"; "_s))
            QVERIFY(to.sql(statement.contains(u"%1"_s) ? statement.arg(from.instance.toString()) : statement));
        QVERIFY(exportAll(from, m_dir.filePath(u"uses"_s + QString::fromLatin1(QTest::currentDataTag()))));
        const auto preview = stage(to, m_dir.filePath(u"uses"_s + QString::fromLatin1(QTest::currentDataTag())));
        QCOMPARE(preview->entries[0].uses.size(), 1);
        QCOMPARE(preview->entries[0].uses[0].name, u"web-1"_s);
        QCOMPARE(!preview->entries[0].uses[0].instance.isNull(), found);
        const auto report = import(to, *preview, ImportChoice::KeepMine);
        QVERIFY2(report, report ? "" : qPrintable(report.error().text + report.error().detail));
        QCOMPARE(report->attached, found ? 1 : 0);
        QCOMPARE(to.vault->attachments()->size(), found ? 1 : 0);
        if (found)
            QCOMPARE(to.vault->attachments()->first().credential, to.vault->find(u"deploy"_s)->id);
    }

    void whatReplacesIsAttachedOnlyWhereItWasNot()
    {
        Home from, to;
        from.addInstance();
        to.addInstance();
        QVERIFY(from.create() && to.create() && from.add(u"deploy"_s, "theirs") && to.add(u"deploy"_s, "mine"));
        QVERIFY(from.attach(from.vault->find(u"deploy"_s)->id) && to.attach(to.vault->find(u"deploy"_s)->id));
        QVERIFY(exportAll(from, m_dir.filePath(u"again"_s)));
        const auto preview = stage(to, m_dir.filePath(u"again"_s));
        QCOMPARE(import(to, *preview, ImportChoice::TakeTheirs)->attached, 0);
        QCOMPARE(to.vault->attachments()->size(), 1);
        QVERIFY(to.login()->password->equals("theirs"));
        auto decisions = decide(*preview, ImportChoice::KeepBoth, *to.vault->credentials());
        decisions[0].attach = false;
        QVERIFY(finished(VaultImport(*to.vault).import(to.permit(Action::VaultImport), *preview, decisions)));
        QCOMPARE(to.vault->attachments()->size(), 1);
    }

    void twoOfOneNameInAFileAreAConflict()
    {
        const QByteArray one = R"({"name":"twin","kind":"password","user":"","secret":"1","notes":""})";
        const QByteArray two = R"({"name":"Twin","kind":"password","user":"","secret":"2","notes":""})";
        const QByteArray odd = R"({"name":"odd","kind":"from-the-future","user":"","secret":"2","notes":""})";
        Home home;
        QVERIFY(home.create());
        writeFile(u"twins"_s, {one, two, odd});
        const auto preview = stage(home, m_dir.filePath(u"twins"_s));
        QVERIFY2(preview.has_value(), preview ? "" : qPrintable(preview.error().detail));
        QCOMPARE(preview->count(ImportEntry::New), 1);
        QCOMPARE(preview->count(ImportEntry::Conflict), 1);
        QCOMPARE(preview->count(ImportEntry::Unusable), 1);
        QVERIFY(preview->entries[1].existing.isNull());
        const auto report = import(home, *preview, ImportChoice::TakeTheirs); // there is nothing that it could replace
        QCOMPARE(report->added, 1);
        QCOMPARE(report->skipped, 2);
        QCOMPARE(import(home, *stage(home, m_dir.filePath(u"twins"_s)), ImportChoice::KeepBoth)->renamed, 1);
    }

    void nothingIsStoredWhenOneNameWasTakenMeanwhile()
    {
        Home from, to;
        QVERIFY(from.create() && to.create());
        QVERIFY(from.add(u"a"_s) && from.add(u"b"_s) && from.add(u"c"_s));
        QVERIFY(exportAll(from, m_dir.filePath(u"taken"_s)));
        const auto preview = stage(to, m_dir.filePath(u"taken"_s));
        const auto decisions = decide(*preview, ImportChoice::KeepMine, *to.vault->credentials());
        QVERIFY(to.add(u"c"_s, "meanwhile"));
        const auto report = finished(VaultImport(*to.vault).import(to.permit(Action::VaultImport), *preview, decisions));
        QCOMPARE(report.error().code, Errc::Conflict);
        QCOMPARE(namesIn(to), QStringList{u"c"_s});
    }

    void aLockedVaultNeitherReadsNorWrites()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"a"_s));
        QVERIFY(exportAll(home, m_dir.filePath(u"locked"_s)));
        const auto preview = stage(home, m_dir.filePath(u"locked"_s));
        home.lock();
        QCOMPARE(exportAll(home, m_dir.filePath(u"locked2"_s)).error().code, Errc::VaultLocked);
        QCOMPARE(stage(home, m_dir.filePath(u"locked"_s)).error().code, Errc::VaultLocked);
        QCOMPARE(import(home, *preview, ImportChoice::KeepBoth).error().code, Errc::VaultLocked);
        QVERIFY(!QFile::exists(m_dir.filePath(u"locked2"_s)));
    }

    void whatDoesNotVerifyIsNamedAndLeftOut()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"good"_s) && home.add(u"bad"_s));
        QVERIFY(home.sql(u"UPDATE row_secret SET ct = zeroblob(272) WHERE id = '%1'"_s.arg(home.vault->find(u"bad"_s)->id.toString())));
        const auto report = exportAll(home, m_dir.filePath(u"bad"_s));
        QVERIFY(report.has_value());
        QCOMPARE(report->credentials, 1);
        QCOMPARE(report->unreadable, QStringList{u"bad"_s});
    }

    void aCancelledExportLeavesNothing()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"a"_s));
        auto progress = std::make_shared<Progress>();
        progress->cancelled = true;
        QCOMPARE(exportAll(home, m_dir.filePath(u"never"_s), progress).error().code, Errc::Cancelled);
        QVERIFY(QDir(m_dir.path()).entryList({u"*never*"_s}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void anEmptyVaultHasNothingToExport()
    {
        Home home;
        QVERIFY(home.create());
        QCOMPARE(exportAll(home, m_dir.filePath(u"empty"_s)).error().code, Errc::Invalid);
        QVERIFY(!QFile::exists(m_dir.filePath(u"empty"_s)));
    }

    void theTestOfAKitIsDueAfterHalfAYear()
    {
        using namespace std::chrono_literals;
        Home home;
        QVERIFY(home.create() && home.add(u"a"_s));
        VaultRecovery recovery(*home.vault);
        QVERIFY(!recovery.state()->exists);
        const auto kit = finished(recovery.create(home.permit(Action::VaultRecovery)));
        QVERIFY(kit.has_value());
        home.clock.advance(24h * 179);
        QVERIFY(!recovery.state()->isDue);
        home.clock.advance(25h);
        QVERIFY(recovery.state()->isDue);
        QVERIFY(finished(recovery.test(home.permit(Action::VaultConfirm), kit->code)));
        QVERIFY(!recovery.state()->isDue);
        QCOMPARE(recovery.state()->dueAt, home.clock.now().addDays(180));
    }

    void aKitGivesTheSameKeysANewPassphrase()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"a"_s));
        home.addInstance();
        QVERIFY(home.attach(home.vault->find(u"a"_s)->id));
        const auto kit = finished(VaultRecovery(*home.vault).create(home.permit(Action::VaultRecovery)));
        home.reopen();
        QCOMPARE(finished(VaultRecovery(*home.vault).use(home.permit(Action::VaultPassphrase), kit->code, secret("abc"))).error().code, Errc::Invalid);
        QVERIFY(finished(VaultRecovery(*home.vault).use(home.permit(Action::VaultPassphrase), kit->code, secret("meadow granite sparrow 41 fig"))));
        QCOMPARE(home.vault->state().value, LockState::Unlocked);
        QVERIFY(home.login()->password->equals(kCanary));
        home.lock();
        QCOMPARE(home.unlock().error().code, Errc::WrongPassphrase);
        QVERIFY(home.unlock("meadow granite sparrow 41 fig"));
        QVERIFY(home.add(u"b"_s, "after"));
        QVERIFY(finished(VaultRecovery(*home.vault).test(home.permit(Action::VaultConfirm), kit->code)));
    }

    void aKitThatWasTamperedWithDoesNotOpen()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"a"_s));
        const auto kit = finished(VaultRecovery(*home.vault).create(home.permit(Action::VaultRecovery)));
        for (const QString &kind : {u"recovery"_s, u"recovery-bundle"_s}) {
            QVERIFY(home.sql(u"UPDATE row_vault_wrap SET wrapped = substr(wrapped, 1, length(wrapped) - 1) || x'00' WHERE recipient_kind = '%1'"_s.arg(kind)));
            const Status tested = finished(VaultRecovery(*home.vault).test(home.permit(Action::VaultConfirm), kit->code));
            QCOMPARE(tested.error().code, Errc::Integrity);
            QVERIFY(finished(VaultRecovery(*home.vault).create(home.permit(Action::VaultRecovery))));
            QCOMPARE(finished(VaultRecovery(*home.vault).test(home.permit(Action::VaultConfirm), kit->code)).error().code, Errc::WrongPassphrase);
            break;
        }
    }

private:
    void writeFile(const QString &name, const QByteArrayList &payloads)
    {
        const Identity identity = aiops::test::fixedIdentity();
        const QByteArray vaults = vaultsBlock({{aiops::test::fixedId(2), u"Personal"_s}});
        QList<ExportedRecord> records;
        quint64 size = quint64(vaults.size());
        for (const QByteArray &text : payloads) {
            records.append({.vault = aiops::test::fixedId(2), .record = newUuid(), .type = u"credential"_s, .schema = 1, .version = 1, .metadata = "{}", .payload = secret(text)});
            size += recordBlockSize(records.constLast());
        }
        ExportHeader header = aiops::test::fixedHeader(qsizetype(size), &identity);
        header.records = quint64(records.size());
        const auto key = passphraseKey(header, Secret::copyOf(kFilePassphrase));
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ExportWriter writer(file, header, *key, &identity);
        QVERIFY(writer.begin() && writer.write(vaults));
        for (const ExportedRecord &record : std::as_const(records))
            QVERIFY(writeRecord(writer, record));
        QVERIFY(writer.end());
    }

    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(TestVaultExport)
#include "tst_vaultexport.moc"
