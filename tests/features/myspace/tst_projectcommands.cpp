#include "cli/ownerservices.h"
#include "core/home.h"
#include "features/myspace/cli/myspacecommands.h"
#include "features/myspace/cli/projectmetrics.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

#include "support/fakeio.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;
using team::Action;

namespace {

template <typename T>
Result<T> finished(Future<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return takeResult(future);
}

using Percents = std::array<double, 3>;
/// A row of a table must not be compared: Error is not.
struct Answer
{
    Result<Percents> result;
};
using Values = QHash<QString, QStringList>;
const double nothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

/// `metrics project` with hosts that a test answers for, the notes of --notes-file, and edits of many instances.
class TestProjectCommands final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto home = Home::open(m_folder->filePath(u"home"_s));
        QVERIFY(home);
        auto owner = cli::OwnerServices::open(*home);
        QVERIFY(owner);
        m_owner = std::move(*owner);
        const auto organization = finished(inventory().addOrganization(permit(Action::OrganizationAdd), u"Home"_s));
        QVERIFY(organization && finished(inventory().useOrganization(organization->id)));
        const auto project = finished(inventory().addProject(permit(Action::ProjectAdd), organization->id, {.name = u"Checkout"_s}));
        QVERIFY(project);
        m_organization = organization->id;
        m_project = project->id;
        m_answers.clear();
        m_asked = m_most = m_now = 0;
    }
    void cleanup() { m_owner.reset(); }

    void projectsAreCountedAsOnThePage_data()
    {
        using Answers = QList<Answer>;
        QTest::addColumn<Answers>("answers");
        QTest::addColumn<QString>("summary");
        QTest::addColumn<int>("code");
        const auto no = [](Errc code) { return Answer{std::unexpected(Error{code, u"no"_s, {}})}; };
        const auto yes = [](double cpu) { return Answer{Percents{cpu, 1, 1}}; };
        QTest::newRow("empty") << Answers{} << u"null over 0 of 0, up 0/0/0"_s << 0;
        QTest::newRow("all report") << Answers{yes(20), yes(40)} << u"30 over 2 of 2, up 2/0/0"_s << 0;
        QTest::newRow("one is silent") << Answers{yes(20), yes(40), no(Errc::NotFound)} << u"30 over 2 of 3, up 3/0/0"_s << 0;
        QTest::newRow("one is away") << Answers{yes(20), no(Errc::Unreachable)} << u"20 over 1 of 2, up 1/1/0"_s << 8;
        QTest::newRow("all are away") << Answers{no(Errc::TimedOut), no(Errc::Unreachable)} << u"null over 0 of 2, up 0/2/0"_s << 6;
        QTest::newRow("no sign-in") << Answers{no(Errc::AuthFailed), no(Errc::VaultLocked)} << u"null over 0 of 2, up 1/0/1"_s << 0;
        QTest::newRow("no number") << Answers{yes(nothing)} << u"null over 0 of 1, up 1/0/0"_s << 0;
    }
    void projectsAreCountedAsOnThePage()
    {
        QFETCH(QList<Answer>, answers);
        for (qsizetype i = 0; i < answers.size(); ++i)
            m_answers.insert(add(u"web-%1"_s.arg(i)), answers[i].result);
        const Done done = run(u"metrics"_s, u"project"_s, {{u"NAME"_s, {u"checkout"_s}}});
        const QJsonObject all = QJsonDocument::fromJson(done.out).object();
        const QJsonObject cpu = all[u"cpu"].toObject();
        const QString average = cpu[u"average_percent"].isNull() ? u"null"_s : QString::number(cpu[u"average_percent"].toDouble());
        const QString summary = u"%1 over %2 of %3, up %4/%5/%6"_s.arg(average).arg(cpu[u"reporting"].toInt()).arg(cpu[u"total"].toInt())
                                    .arg(all[u"instances_up"].toInt()).arg(all[u"instances_down"].toInt()).arg(all[u"instances_unknown"].toInt());
        QTEST(summary, "summary");
        QTEST(done.code, "code");
        QCOMPARE(all[u"instances"].toArray().size(), answers.size());
    }

    void aFewAreAskedAtATime()
    {
        for (int i = 0; i < 30; ++i)
            m_answers.insert(add(u"web-%1"_s.arg(i)), Percents{1, 2, 3});
        QCOMPARE(run(u"metrics"_s, u"project"_s, {{u"NAME"_s, {u"Checkout"_s}}}).code, 0);
        QCOMPARE(m_asked, 30);
        QCOMPARE_LE(m_most, 8);
    }

    void peopleReadASentence()
    {
        m_answers.insert(add(u"web-1"_s), Percents{31, 50, nothing});
        const Done done = run(u"metrics"_s, u"project"_s, {{u"NAME"_s, {u"Checkout"_s}}}, false);
        QVERIFY2(done.out.contains("31% over 1 of 1 reporting"), done.out.constData());
        QVERIFY(done.out.contains("No data"));
        QVERIFY(!done.out.contains("nan"));
    }

    void notesComeFromAFile()
    {
        add(u"web-1"_s);
        write(u"notes.md"_s, "# Runbook\r\nRestart \xc3\xa9\n");
        QCOMPARE(run(u"instance"_s, u"edit"_s, {{u"NAME"_s, {u"web-1"_s}}, {u"--notes-file"_s, {u"notes.md"_s}}}).code, 0);
        QCOMPARE(inventory().findInstance(m_organization, u"web-1"_s)->notes, u"# Runbook\nRestart \u00e9\n"_s);
        QCOMPARE(run(u"project"_s, u"edit"_s, {{u"NAME"_s, {u"checkout"_s}}, {u"--notes-file"_s, {u"notes.md"_s}}}).code, 0);
        QCOMPARE(inventory().project(m_project)->notes, u"# Runbook\nRestart \u00e9\n"_s);
        const Done shown = run(u"instance"_s, u"show"_s, {{u"NAME"_s, {u"web-1"_s}}}, false);
        QVERIFY2(shown.out.contains("\nNotes\n# Runbook\nRestart \xc3\xa9\n"), shown.out.constData());
        QVERIFY(run(u"project"_s, u"show"_s, {{u"NAME"_s, {u"checkout"_s}}}).out.contains("# Runbook"));
    }

    void manyAreEditedInOneStepAfterALook()
    {
        for (const QString &name : {u"web-1"_s, u"web-2"_s, u"db-1"_s})
            add(name);
        const QStringList names{u"web-1"_s, u"web-2"_s};
        const Done looked = run(u"instance"_s, u"edit"_s, {{u"NAME"_s, names}, {u"--user"_s, {u"deploy"_s}}, {u"--env"_s, {u"prod"_s}}, {u"--dry-run"_s, {u"1"_s}}});
        QCOMPARE(looked.code, 0);
        QCOMPARE(QJsonDocument::fromJson(looked.out).array().size(), 4);
        QCOMPARE(inventory().findInstance(m_organization, u"web-1"_s)->user, QString());
        QCOMPARE(run(u"instance"_s, u"edit"_s, {{u"NAME"_s, names}, {u"--user"_s, {u"deploy"_s}}, {u"--env"_s, {u"prod"_s}}}).code, 0);
        QCOMPARE(inventory().findInstance(m_organization, u"web-2"_s)->user, u"deploy"_s);
        QCOMPARE(inventory().findInstance(m_organization, u"web-2"_s)->environment, inventory::Environment::Production);
        QCOMPARE(inventory().findInstance(m_organization, u"db-1"_s)->user, QString());
        QCOMPARE(run(u"instance"_s, u"tag"_s, {{u"--filter"_s, {u"env:prod"_s}}, {u"--add"_s, {u"tier=web"_s}}}).code, 0);
        QCOMPARE(inventory().findInstance(m_organization, u"web-1"_s)->tags, QStringList{u"tier=web"_s});
        QCOMPARE(run(u"instance"_s, u"tag"_s, {{u"--all"_s, {u"1"_s}}, {u"--remove"_s, {u"tier=web"_s}}}).code, 0);
        QVERIFY(inventory().findInstance(m_organization, u"web-1"_s)->tags.isEmpty());
    }

    void badEditsOfManyChangeNothing_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<int>("code");
        QTest::newRow("nobody") << Values{{u"--user"_s, {u"x"_s}}} << 2;
        QTest::newRow("two ways") << Values{{u"NAME"_s, {u"web-1"_s}}, {u"--all"_s, {u"1"_s}}, {u"--user"_s, {u"x"_s}}} << 2;
        QTest::newRow("one name for two") << Values{{u"NAME"_s, {u"web-1"_s, u"web-2"_s}}, {u"--name"_s, {u"x"_s}}} << 2;
        QTest::newRow("a user that is an option") << Values{{u"--all"_s, {u"1"_s}}, {u"--user"_s, {u"-lroot"_s}}} << 2;
        QTest::newRow("a port too large") << Values{{u"--all"_s, {u"1"_s}}, {u"--port"_s, {u"70000"_s}}} << 2;
        QTest::newRow("an unknown group") << Values{{u"--all"_s, {u"1"_s}}, {u"--group"_s, {u"nowhere"_s}}} << 3;
        QTest::newRow("an unknown jump host") << Values{{u"--all"_s, {u"1"_s}}, {u"--jump"_s, {u"nowhere"_s}}} << 3;
        QTest::newRow("one of two is missing") << Values{{u"NAME"_s, {u"web-1"_s, u"web-9"_s}}, {u"--user"_s, {u"x"_s}}} << 3;
        QTest::newRow("a filter that says nothing") << Values{{u"--filter"_s, {u"env:"_s}}, {u"--user"_s, {u"x"_s}}} << 2;
    }
    void badEditsOfManyChangeNothing()
    {
        QFETCH(Values, values);
        QFETCH(int, code);
        add(u"web-1"_s);
        add(u"web-2"_s);
        QCOMPARE(run(u"instance"_s, u"edit"_s, values).code, code);
        QCOMPARE(inventory().findInstance(m_organization, u"web-1"_s)->user, QString());
        QCOMPARE(inventory().findInstance(m_organization, u"web-2"_s)->port, 22);
    }

    void badNotesFilesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("code");
        QTest::newRow("missing") << u"missing.md"_s << QByteArray() << 3;
        QTest::newRow("a folder") << u"."_s << QByteArray() << 2;
        QTest::newRow("not UTF-8") << u"notes.md"_s << "caf\xe9"_ba << 2;
        QTest::newRow("NUL bytes") << u"notes.md"_s << QByteArray("a\0b", 3) << 2;
        QTest::newRow("too large") << u"notes.md"_s << QByteArray(400'001, 'x') << 1;
        QTest::newRow("too long") << u"notes.md"_s << QByteArray(100'001, 'x') << 2;
    }
    void badNotesFilesAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        add(u"web-1"_s);
        if (!content.isEmpty())
            write(name, content);
        const Done done = run(u"instance"_s, u"edit"_s, {{u"NAME"_s, {u"web-1"_s}}, {u"--notes-file"_s, {name}}});
        QCOMPARE(done.code, code);
        QCOMPARE(inventory().findInstance(m_organization, u"web-1"_s)->notes, QString());
    }

    void anEscapeInNotesIsShownNotObeyed()
    {
        add(u"web-1"_s);
        write(u"notes.md"_s, "a\tb\nred \xe2\x80\xae turned");
        run(u"instance"_s, u"edit"_s, {{u"NAME"_s, {u"web-1"_s}}, {u"--notes-file"_s, {u"notes.md"_s}}});
        QVERIFY(!run(u"instance"_s, u"show"_s, {{u"NAME"_s, {u"web-1"_s}}}, false).out.contains("\xe2\x80\xae"));
    }

private:
    struct Done
    {
        int code;
        QByteArray out;
    };
    inventory::Inventory &inventory() { return *m_owner->services().inventory; }
    Permit permit(Action action) { return std::move(*m_owner->services().gatekeeper->request(action)); }
    InstanceId add(const QString &name)
    {
        inventory::InstanceEdit edit;
        edit.name = name;
        edit.address = u"192.0.2.1"_s;
        const auto added = finished(inventory().addInstance(permit(Action::InstanceAdd), m_organization, edit, {{.project = m_project}}));
        return added ? added->id : InstanceId();
    }
    void write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
    }
    Done run(const QString &noun, const QString &verb, const QHash<QString, QStringList> &values, bool json = true)
    {
        cli::Registry registry;
        myspace::registerCommands(registry);
        myspace::registerProjectMetrics(registry, [this](cli::Context, InstanceId id) -> Future<Percents> {
            ++m_asked;
            m_most = std::max(m_most, ++m_now);
            auto promise = std::make_shared<QPromise<Result<Percents>>>();
            promise->start();
            QTimer::singleShot(1, this, [this, promise, id] {
                --m_now;
                promise->addResult(m_answers.value(id, std::unexpected(Error{})));
                promise->finish();
            });
            return promise->future();
        });
        test::FakeIo io;
        io.folder = m_folder->path();
        cli::Arguments arguments;
        arguments.json = json;
        for (const auto &[name, list] : values.asKeyValueRange())
            arguments.set(name, list);
        const auto found = std::ranges::find_if(registry.verbs(), [&](const cli::Verb &each) { return each.noun == noun && each.name == verb; });
        const auto code = finished(found->run({&m_owner->services(), &io, arguments}));
        return {code ? *code : exitCode(code.error().code), io.outText};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<cli::OwnerServices> m_owner;
    OrganizationId m_organization;
    ProjectId m_project;
    QHash<InstanceId, Result<Percents>> m_answers;
    int m_asked = 0, m_most = 0, m_now = 0;
};

QTEST_GUILESS_MAIN(TestProjectCommands)
#include "tst_projectcommands.moc"
