#include "vault/foreign/bitwardenjson.h"
#include "vault/foreign/csvcells.h"
#include "vault/foreign/foreignfile.h"
#include "vault/foreign/foreigntext.h"
#include "vault/foreign/jsontree.h"
#include "vault/foreign/keyfolder.h"
#include "vault/foreignimport.h"
#include "vault/vaulthome.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

const QString kData = QStringLiteral(AIOPS_SOURCE_DIR) + u"/tests/data/credentials/"_s;

QString shown(QString text)
{
    return text.replace(u'\\', u"\\\\"_s).replace(u'\n', u"\\n"_s).replace(u'\r', u"\\r"_s).replace(u'\t', u"\\t"_s).replace(QChar(0), u"\\0"_s)
        .replace(QChar(0x1b), u"\\e"_s).replace(QChar(0x202e), u"\\u202e"_s).replace(kData, QString());
}

QString errorLine(const Error &error)
{
    return shown(u"error %1: %2 [%3]"_s.arg(errorName(error.code), error.text, error.hint));
}

/// What was read, with values: there is nothing secret in the test data.
QString lineOf(const ForeignDraft &draft)
{
    const NewCredential &one = draft.credential;
    if (!draft.problem.isEmpty())
        return shown(u"problem %1 | %2 | %3"_s.arg(draft.origin, one.name.left(60), draft.problem));
    const QString value = one.kind == Kind::SshKey ? u"%1 bytes"_s.arg(one.value->size()) : QString::fromUtf8(one.value->reveal());
    QString fields;
    for (const auto &[key, text] : one.fields.asKeyValueRange())
        fields += u" %1=%2"_s.arg(key, text);
    return shown(u"read %1 | %2 | %3 | user %4 | value %5 |%6 | notes %7"_s.arg(draft.origin, kindName(one.kind), one.name, one.user, value, fields, one.notes));
}

QString stateName(ImportEntry::State state)
{
    return std::array{u"new"_s, u"same"_s, u"conflict"_s, u"unusable"_s}[size_t(state)];
}

/// Everything under the test data in one text, by file.
QStringList dataFiles()
{
    QStringList files;
    QDirIterator all(kData, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        if (const QString file = all.next().sliced(kData.size()); file.contains(u'/') && !file.startsWith(u"ssh/"_s))
            files.append(file);
    files.append(u"ssh"_s);
    files.sort();
    return files;
}

QByteArray csvOf(int rows)
{
    QByteArray out = "name,url,username,password,totp\n";
    for (int i = 0; i < rows; ++i)
        out += "site " + QByteArray::number(i) + ",https://site" + QByteArray::number(i) + ".example,ann,Bulk-" + QByteArray::number(i) + ",\n";
    return out;
}

} // namespace

class TestForeign final : public QObject
{
    Q_OBJECT

    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }
    static Result<ImportPreview> stage(Home &home, const QString &path, const QString &prefix = {})
    {
        return finished(ForeignImport(*home.vault).stage({.path = path, .prefix = prefix}));
    }
    static Result<ImportReport> take(Home &home, const ImportPreview &preview, ImportChoice onConflict)
    {
        const QList<ImportDecision> decisions = decide(preview, onConflict, *home.vault->credentials());
        return finished(VaultImport(*home.vault).import(home.permit(team::Action::VaultImport), preview, decisions));
    }
    static std::shared_ptr<const Secret> valueOf(Home &home, const QString &name)
    {
        const auto value = finished(home.vault->reveal(home.permit(team::Action::CredentialReveal), home.vault->find(name)->id));
        return value ? *value : nullptr;
    }

    QTemporaryDir m_dir;
    std::unique_ptr<Home> m_shared;

private slots:
    void cleanupTestCase() { m_shared.reset(); }

    void everyFileIsReadAsExpected()
    {
        Home home;
        QVERIFY(home.create());
        QString found;
        for (const QString &file : dataFiles()) {
            found += u"== %1\n"_s.arg(file);
            const auto format = detectFormat(kData + file);
            if (!format) {
                found += errorLine(format.error()) + u'\n';
                continue;
            }
            const auto drafts = readForeign(kData + file, *format);
            found += drafts ? u"%1\n"_s.arg(formatName(*format)) : errorLine(drafts.error()) + u'\n';
            for (std::size_t i = 0; drafts && i < drafts->size(); ++i)
                found += lineOf((*drafts)[i]) + u'\n';
            const auto preview = stage(home, kData + file);
            for (qsizetype i = 0; preview && i < preview->entries.size(); ++i) {
                const ImportEntry &entry = preview->entries[i];
                found += shown(u"  %1 %2%3\n"_s.arg(stateName(entry.state), entry.info.name.left(60), entry.problem.isEmpty() ? QString() : u": "_s + entry.problem)).replace(u"\\n"_s, u"\n"_s);
            }
        }
        QFile expected(kData + u"expected.txt"_s);
        QVERIFY(expected.open(QIODevice::ReadOnly));
        const QString wanted = QString::fromUtf8(expected.readAll());
        if (const QString copy = qEnvironmentVariable("AIOPS_FOUND"); !copy.isEmpty()) {
            QFile out(copy);
            QVERIFY(out.open(QIODevice::WriteOnly) && out.write(found.toUtf8()) >= 0);
        }
        const QStringList foundLines = found.split(u'\n'), wantedLines = wanted.split(u'\n');
        for (qsizetype i = 0; i < qMin(foundLines.size(), wantedLines.size()); ++i)
            QCOMPARE(foundLines[i], wantedLines[i]);
        QCOMPARE(foundLines.size(), wantedLines.size());
        QVERIFY2(dataFiles().size() >= 40, "fixtures are missing");
    }

    void aSecondImportFindsNothingNew_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString &file : dataFiles())
            if (const auto format = detectFormat(kData + file); format && readForeign(kData + file, *format).has_value())
                QTest::newRow(qPrintable(file)) << file;
    }
    void aSecondImportFindsNothingNew()
    {
        QFETCH(QString, file);
        if (!m_shared) {
            m_shared = std::make_unique<Home>();
            QVERIFY(m_shared->create());
        }
        Home &home = *m_shared; // what the other files brought makes conflicts
        const auto first = stage(home, kData + file);
        if (!first) { // an empty list
            QCOMPARE(first.error().code, Errc::NotFound);
            return;
        }
        const auto report = take(home, *first, ImportChoice::KeepBoth);
        QVERIFY2(report, report ? "" : qPrintable(report.error().text));
        const auto before = *home.vault->credentials();
        const auto second = stage(home, kData + file);
        QVERIFY(second);
        QCOMPARE(second->count(ImportEntry::New), 0);
        QCOMPARE(second->count(ImportEntry::Conflict), 0);
        QCOMPARE(second->count(ImportEntry::Unusable), first->count(ImportEntry::Unusable));
        const auto again = take(home, *second, ImportChoice::KeepBoth);
        QVERIFY(again);
        QCOMPARE(again->added, 0);
        QCOMPARE(home.vault->credentials()->size(), before.size());
    }

    void whatWasImportedOpensWithItsValue()
    {
        Home home;
        QVERIFY(home.create());
        QVERIFY(take(home, *stage(home, kData + u"bitwarden/good.json"_s), ImportChoice::KeepMine));
        QCOMPARE(valueOf(home, u"GitHub"_s)->reveal(), QByteArrayView("Octo-Pass-1"));
        QCOMPARE(valueOf(home, u"GitHub: Recovery PIN"_s)->reveal(), QByteArrayView("Pin-4711"));
        const auto github = *home.vault->find(u"GitHub"_s);
        QCOMPARE(github.user, u"octo"_s);
        QCOMPARE(github.rotationDays, defaultRotationDays(Kind::Password));
        QVERIFY(github.rotatedAt.isValid());
        const auto code = finished(home.vault->code(home.permit(team::Action::CredentialUse), home.vault->find(u"GitHub (TOTP)"_s)->id));
        QVERIFY(code);
        QCOMPARE(code->code.size(), 6);
        QCOMPARE(home.vault->find(u"deploy"_s)->keyType, u"ssh-ed25519"_s);
    }

    void aConflictIsSkippedOrGetsAnotherName()
    {
        Home home;
        QVERIFY(home.create());
        QVERIFY(home.add(u"wiki.example"_s, "My-Own-1"));
        const QString file = kData + u"csv/chrome.csv"_s;
        const auto preview = stage(home, file);
        QCOMPARE(preview->entries[0].state, ImportEntry::Conflict);
        QCOMPARE(take(home, *preview, ImportChoice::KeepMine)->added, 0);
        QCOMPARE(valueOf(home, u"wiki.example"_s)->reveal(), QByteArrayView("My-Own-1"));
        QCOMPARE(take(home, *preview, ImportChoice::KeepBoth)->renamed, 1);
        QCOMPARE(valueOf(home, u"wiki.example (2)"_s)->reveal(), QByteArrayView("Chrome-1"));
        QCOMPARE(home.vault->find(u"wiki.example (2)"_s)->rotationDays, defaultRotationDays(Kind::Password));
        QCOMPARE(stage(home, file)->entries[0].state, ImportEntry::Same);
    }

    void aPrefixGoesBeforeEveryName()
    {
        Home home;
        QVERIFY(home.create());
        QCOMPARE(stage(home, kData + u"csv/chrome.csv"_s, u"old/"_s)->entries[0].info.name, u"old/wiki.example"_s);
    }

    void fieldsOfAMegabyteAreProblemsOfTheirRowsOnly()
    {
        const QByteArray mega(1'000'000, 'A');
        const QString file = write(u"big.csv"_s, "name,url,username,password,note\nbig password,,u," + mega + ",\nbig note,,u,Note-1," + mega + "\n" + mega
                                                     + ",,u,Name-1,\nbig url,https://" + mega + ",u,Url-1,\nfine,,u,Fine-1,\n");
        Home home;
        QVERIFY(home.create());
        const auto preview = stage(home, file);
        QVERIFY(preview);
        QCOMPARE(preview->count(ImportEntry::Unusable), 4);
        QCOMPARE(preview->count(ImportEntry::New), 1);
        for (const ImportEntry &entry : preview->entries)
            QVERIFY2(entry.problem.size() < 300 && entry.info.name.size() <= 201, "a text that no list can show");
    }

    void filesThatAreTooLargeAreRefusedUnread()
    {
        QFile file(m_dir.filePath(u"large.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("name,password\n") > 0 && file.resize(largestForeignFile + 1));
        QCOMPARE(readForeign(file.fileName(), ForeignFormat::Csv).error().code, Errc::TooLarge);
        const QString rows = write(u"rows.csv"_s, csvOf(50'001));
        QCOMPARE(readForeign(rows, ForeignFormat::Csv).error().code, Errc::TooLarge);
    }

    void devicesAndMissingFilesAreRefused()
    {
        QCOMPARE(detectFormat(u"/dev/zero"_s).error().code, Errc::Invalid);
        QCOMPARE(detectFormat(m_dir.filePath(u"nowhere"_s)).error().code, Errc::NotFound);
        QCOMPARE(readForeignFile(u"/dev/zero"_s).error().code, Errc::Invalid);
    }

    void jsonCutAnywhereIsRefused()
    {
        QFile file(kData + u"bitwarden/good.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll().trimmed();
        for (qsizetype size = 0; size < whole.size(); size += size < 400 ? 1 : 13) {
            Secret text = Secret::copyOf(QByteArrayView(whole).first(size));
            QVERIFY2(!parseJson(text), qPrintable(u"cut at %1"_s.arg(size)));
        }
    }

    /// One long name above many entries would fill the memory with its copies.
    void aLongNameIsNotCopiedIntoEveryEntry()
    {
        const QByteArray name(1 << 20, 'n');
        const QByteArray item = R"({"type":1,"folderId":"f","name":"i","login":{"password":"p"}},)";
        Secret folder(R"({"folders":[{"id":"f","name":")" + name + R"("}],"items":[)" + item.repeated(3000).chopped(1) + "]}");
        const auto inFolder = readBitwardenJson(folder);
        QVERIFY(inFolder);
        QCOMPARE(inFolder->size(), 3000u);
        for (const ForeignDraft &draft : *inFolder)
            QVERIFY(draft.credential.notes.startsWith(u"Folder: nnn"_s) && draft.credential.notes.size() < 300);

        const QByteArray field = R"({"type":1,"name":"h","value":"v"},)";
        Secret hidden(R"({"items":[{"type":2,"name":")" + name + R"(","notes":"x","fields":[)" + field.repeated(3000).chopped(1) + "]}]}");
        const auto fields = readBitwardenJson(hidden);
        QVERIFY(fields);
        QCOMPARE(fields->size(), 3001u);
        QVERIFY(fields->back().credential.name.endsWith(u"n: h"_s) && fields->back().credential.name.size() < 300);

        Secret many(R"({"items":[{"type":2,"name":"i","notes":"x","fields":[)" + field.repeated(60'000).chopped(1) + "]}]}");
        const auto refused = readBitwardenJson(many);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::TooLarge);
    }
    void csvCutAnywhereNeverReadsBehindItsEnd()
    {
        QFile file(kData + u"keepass/keepassxc.csv"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        for (qsizetype size = 0; size < whole.size(); ++size) {
            Secret text = Secret::copyOf(QByteArrayView(whole).first(size));
            const auto table = readCsvCells(text);
            for (const CsvLine &line : table ? table->lines : QList<CsvLine>())
                for (const QByteArrayView cell : line.cells)
                    QVERIFY(cell.isEmpty() || (cell.data() >= text.data() && cell.data() + cell.size() <= text.data() + text.size()));
        }
    }

    void keysAreFoundByWhatTheyHold()
    {
        QCOMPARE(keysInFolder(kData + u"ssh"_s), 5);
        QCOMPARE(keysInFolder(m_dir.filePath(u"nowhere"_s)), 0);
    }

    void nothingOfAnImportIsStoredWhenANameIsTakenMeanwhile()
    {
        Home home;
        QVERIFY(home.create());
        const auto preview = stage(home, write(u"two.csv"_s, csvOf(3)));
        QVERIFY(home.add(u"site 2"_s, "Mine-2"));
        const auto report = finished(VaultImport(*home.vault).import(home.permit(team::Action::VaultImport), *preview, decide(*preview, ImportChoice::KeepMine, {})));
        QVERIFY(!report);
        QCOMPARE(report.error().code, Errc::Conflict);
        QCOMPARE(home.vault->credentials()->size(), 1);
    }

    void aLockedVaultTakesNothing()
    {
        Home home;
        QVERIFY(home.create());
        home.lock();
        QCOMPARE(stage(home, kData + u"csv/chrome.csv"_s).error().code, Errc::VaultLocked);
    }

    void oneAuditEntryNamesWhatWasTakenAndNoSecretIsInIt()
    {
        Home home;
        QVERIFY(home.create());
        const auto preview = stage(home, write(u"many.csv"_s, csvOf(60)));
        const qsizetype before = home.sink->written.size();
        QVERIFY(take(home, *preview, ImportChoice::KeepMine));
        QCOMPARE(home.sink->written.size(), before + 1);
        const AuditEntry &entry = home.sink->written.last();
        QCOMPARE(entry.action, u"vault.import"_s);
        QCOMPARE(entry.detail[u"added"_s].toInt(), 60);
        QCOMPARE(entry.detail[u"names"_s].toArray().size(), 50);
        QVERIFY(!QJsonDocument(entry.detail).toJson().contains("Bulk-"));
        QVERIFY(!home.contains("Bulk-7"));
    }

    void noMessageHasAValue()
    {
        static QStringList messages;
        messages.clear();
        const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) { messages.append(text); });
        static const QRegularExpression value(u"[A-Z][A-Za-z0-9]+-[0-9]+\\b"_s); // every value of the test data looks so
        Home home;
        QStringList said;
        if (home.create()) {
            for (const QString &file : dataFiles()) {
                const auto preview = stage(home, kData + file);
                if (!preview)
                    said << preview.error().text << preview.error().hint << preview.error().detail;
                for (const ImportEntry &entry : preview ? preview->entries : QList<ImportEntry>())
                    said << entry.problem;
            }
        }
        qInstallMessageHandler(before);
        QVERIFY(said.size() > 20);
        for (const QString &text : said + messages)
            QVERIFY2(!value.match(QString(text).remove(u"UTF-8"_s).remove(u"PKCS"_s)).hasMatch(), qPrintable(text));
    }

    void thousandsOfRowsAreTakenAtOnce()
    {
        Home home;
        QVERIFY(home.create());
        const int rows = qEnvironmentVariableIntValue("AIOPS_ROWS") > 0 ? qEnvironmentVariableIntValue("AIOPS_ROWS") : 2000;
        const QString file = write(u"bulk.csv"_s, csvOf(rows));
        QElapsedTimer timer;
        timer.start();
        const auto preview = stage(home, file);
        const qint64 staged = timer.restart();
        QVERIFY(preview);
        QCOMPARE(take(home, *preview, ImportChoice::KeepMine)->added, rows);
        const qint64 stored = timer.restart();
        const auto again = stage(home, file);
        QCOMPARE(again->count(ImportEntry::Same), rows);
        qInfo("%d rows: read %lld ms, stored %lld ms, compared %lld ms", rows, (long long)staged, (long long)stored, (long long)timer.elapsed());
    }
};

QTEST_GUILESS_MAIN(TestForeign)
#include "tst_foreign.moc"
