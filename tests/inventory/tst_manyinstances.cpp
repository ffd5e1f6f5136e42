#include "core/ids.h"
#include "inventory/inventory.h"
#include "storage/command.h"
#include "storage/database.h"
#include "storage/sqlerror.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QElapsedTimer>
#include <QLibrary>
#include <QSqlDriver>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;
using storage::run;

namespace {

constexpr int kInstances = 10'000;
constexpr int kProjects = 20;

using Ask = std::function<void(const Inventory &, OrganizationId, ProjectId, InstanceId)>;

/// Every statement that a connection runs, with its values, through sqlite3_trace_v2 of the library that Qt loaded.
class Tracer final
{
public:
    explicit Tracer(const QSqlDatabase &db)
    {
        const QVariant handle = db.driver()->handle();
        if (qstrcmp(handle.typeName(), "sqlite3*") != 0)
            return;
        m_db = *static_cast<void *const *>(handle.constData());
        m_trace = Trace(QLibrary::resolve(u"sqlite3"_s, 0, "sqlite3_trace_v2"));
        s_expanded = Expanded(QLibrary::resolve(u"sqlite3"_s, 0, "sqlite3_expanded_sql"));
        s_free = Free(QLibrary::resolve(u"sqlite3"_s, 0, "sqlite3_free"));
        if (isReady())
            m_trace(m_db, 1, &Tracer::note, this);
    }
    ~Tracer()
    {
        if (isReady())
            m_trace(m_db, 0, nullptr, nullptr);
    }
    bool isReady() const { return m_db && m_trace && s_expanded && s_free; }

    QStringList statements;

private:
    using Trace = int (*)(void *, unsigned, int (*)(unsigned, void *, void *, void *), void *);
    using Expanded = char *(*)(void *);
    using Free = void (*)(void *);

    static int note(unsigned, void *self, void *statement, void *)
    {
        char *sql = s_expanded(statement);
        static_cast<Tracer *>(self)->statements.append(QString::fromUtf8(sql));
        s_free(sql);
        return 0;
    }

    static inline Expanded s_expanded = nullptr;
    static inline Free s_free = nullptr;
    void *m_db = nullptr;
    Trace m_trace = nullptr;
};

} // namespace

class TestManyInstances final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_db = std::move(*storage::Database::open(m_folder.filePath(u"aiops.db"_s), m_clock));
        m_audit = std::make_shared<team::AuditLog>(*m_db);
        m_gate = std::make_unique<team::Gatekeeper>(m_clock, m_audit);
        m_inventory = std::make_unique<Inventory>(*m_db);
        auto filled = m_db->command<void>(*m_gate->request(team::Action::InstanceAdd), [this](storage::Command &command) { return fill(command); });
        QTRY_VERIFY_WITH_TIMEOUT(filled.isFinished(), 60'000);
        const Status done = takeResult<void>(filled);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QCOMPARE(*m_inventory->countInstances({.organization = m_organization}), kInstances);
    }
    void cleanupTestCase()
    {
        m_inventory.reset();
        m_gate.reset();
        m_db.reset();
        m_audit.reset();
    }

    void plansUseIndexes_data()
    {
        QTest::addColumn<Ask>("ask");
        const auto row = [](const char *name, Ask ask) { QTest::newRow(name) << ask; };
        row("list", [](const Inventory &i, auto o, auto, auto) { QCOMPARE(i.instances({.organization = o})->size(), kInstances); });
        row("count", [](const Inventory &i, auto o, auto, auto) { QCOMPARE(*i.countInstances({.organization = o}), kInstances); });
        row("project", [](const Inventory &i, auto o, auto p, auto) {
            QCOMPARE(i.instances({.organization = o, .project = p})->size(), kInstances / 2 / kProjects); });
        row("any of projects", [](const Inventory &i, auto o, auto p, auto) {
            QCOMPARE(i.instances({.organization = o, .anyOfProjects = {p, ProjectId::create()}})->size(), kInstances / 2 / kProjects); });
        row("without project", [](const Inventory &i, auto o, auto, auto) {
            QCOMPARE(i.instances({.organization = o, .withoutProject = true})->size(), kInstances / 2); });
        row("tag", [](const Inventory &i, auto o, auto, auto) { QCOMPARE(i.instances({.organization = o, .tags = {u"rack=7"_s}})->size(), 100); });
        row("text", [](const Inventory &i, auto o, auto, auto) { QCOMPARE(i.instances({.organization = o, .text = u"ck=77"_s})->size(), 100); });
        row("environment", [](const Inventory &i, auto o, auto, auto) {
            QCOMPARE(i.instances({.organization = o, .environment = Environment::Production})->size(), kInstances); });
        row("one instance", [](const Inventory &i, auto, auto, auto id) { QVERIFY(i.instance(id)); });
        row("find by name", [](const Inventory &i, auto o, auto, auto id) { QCOMPARE(i.findInstance(o, u"host-4711"_s)->id, id); });
        row("find by id", [](const Inventory &i, auto o, auto, auto id) { QCOMPARE(i.findInstance(o, id.toString())->name, u"host-4711"_s); });
        row("find nothing", [](const Inventory &i, auto o, auto, auto) { QCOMPARE(i.findInstance(o, u"absent"_s).error().code, Errc::NotFound); });
        row("find project", [](const Inventory &i, auto o, auto p, auto) { QCOMPARE(i.findProject(o, u"project-3"_s)->id, p); });
        row("links", [](const Inventory &i, auto o, auto, auto) { QCOMPARE(i.links(o)->size(), kInstances / 2); });
        row("links of one", [](const Inventory &i, auto, auto, auto id) { QCOMPARE(i.links(id)->size(), 1); });
        row("counts of projects", [](const Inventory &i, auto o, auto p, auto) {
            QCOMPARE(i.instancesOfProjects(o)->value(p), kInstances / 2 / kProjects); });
        row("counts of organizations", [](const Inventory &i, auto o, auto, auto) { QCOMPARE(i.instancesOfOrganizations()->value(o), kInstances); });
    }
    void plansUseIndexes()
    {
        QFETCH(Ask, ask);
        QSqlDatabase reader = m_db->reader();
        QStringList statements;
        {
            Tracer tracer(reader);
            if (!tracer.isReady())
                QSKIP("Qt has its own SQLite here");
            ask(*m_inventory, m_organization, m_project, m_instance);
            statements = tracer.statements;
        }
        QVERIFY(!statements.isEmpty());
        for (const QString &sql : std::as_const(statements))
            checkPlan(reader, sql);
    }

    void selectingReadsAFewRowsOnly()
    {
        // All of these were made within the same milliseconds, so the first characters of their ids are equal.
        const auto ambiguous = m_inventory->findInstance(m_organization, m_instance.toString().left(6));
        QCOMPARE(ambiguous.error().code, Errc::Ambiguous);
        QCOMPARE(m_inventory->findInstance(m_organization, u"HOST-4711"_s).error().code, Errc::NotFound);
        QCOMPARE(m_inventory->findInstance(m_organization, m_instance.toString().toUpper())->id, m_instance);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 100; ++i)
            QVERIFY(m_inventory->findInstance(m_organization, u"host-%1"_s.arg(i * 97)));
        QVERIFY2(timer.elapsed() < 1000, qPrintable(u"100 selections took %1 ms"_s.arg(timer.elapsed())));
    }

    void aNameThatLooksLikeAPrefixWins()
    {
        auto made = m_inventory->addInstance(*m_gate->request(team::Action::InstanceAdd), m_organization,
                                             {.name = m_instance.toString().left(8), .address = u"192.0.2.1"_s});
        QTRY_VERIFY(made.isFinished());
        const auto named = takeResult<Instance>(made);
        QVERIFY(named);
        QCOMPARE(m_inventory->findInstance(m_organization, named->name)->id, named->id);
    }

private:
    Status fill(storage::Command &command)
    {
        m_organization = OrganizationId::create();
        Status status = command.insert(u"organization"_s, m_organization.uuid(),
                                       {{u"name"_s, u"Big"_s}, {u"slug"_s, u"big"_s}, {u"created_at"_s, u"t"_s}});
        QList<ProjectId> projects;
        for (int i = 0; i < kProjects && status; ++i) {
            projects.append(ProjectId::create());
            const QString name = u"project-%1"_s.arg(i);
            status = command.insert(u"project"_s, projects.last().uuid(),
                                    {{u"organization"_s, m_organization.toString()}, {u"name"_s, name}, {u"slug"_s, name},
                                     {u"color"_s, u""_s}, {u"description"_s, u""_s}, {u"created_at"_s, u"t"_s}});
        }
        for (int i = 0; i < kInstances && status; ++i)
            status = fillOne(command, i, projects[i / 2 % kProjects]);
        m_project = projects.value(3);
        return status;
    }
    Status fillOne(storage::Command &command, int number, ProjectId project)
    {
        const auto id = InstanceId::create();
        if (number == 4711)
            m_instance = id;
        Status status = command.insert(u"instance"_s, id.uuid(),
            {{u"organization"_s, m_organization.toString()}, {u"name"_s, u"host-%1"_s.arg(number)}, {u"address"_s, u"10.0.%1.%2"_s.arg(number / 250).arg(number % 250)},
             {u"port"_s, 22}, {u"user"_s, u"admin"_s}, {u"environment"_s, u"prod"_s}, {u"provider"_s, u"ssh"_s}, {u"region"_s, u""_s},
             {u"notes"_s, u""_s}, {u"created_at"_s, u"t"_s}});
        if (status)
            status = command.add(u"instance_tag"_s, id.uuid(), u"rack=%1"_s.arg(number % 100));
        if (status && number % 2)
            status = command.insert(u"project_link"_s, newUuid(), {{u"project"_s, project.toString()}, {u"instance"_s, id.toString()}, {u"role"_s, u"web"_s}});
        return status;
    }
    static void checkPlan(QSqlDatabase &reader, const QString &sql)
    {
        static const QStringList small{u"SCAN row_project"_s, u"SCAN CONSTANT ROW"_s};
        auto plan = run(reader, u"EXPLAIN QUERY PLAN "_s + sql);
        QVERIFY2(plan, qPrintable(sql));
        while (plan->next()) {
            const QString step = plan->value(3).toString();
            // Counting every instance of every organization reads an index from its start to its end.
            const bool wholeIndex = sql.contains(u"GROUP BY organization"_s) && step.contains(u"USING INDEX"_s);
            const bool good = !step.startsWith(u"SCAN"_s) || wholeIndex || std::ranges::any_of(small, [&](const QString &s) { return step.startsWith(s); });
            QVERIFY2(good, qPrintable(step + u"\n"_s + sql));
        }
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<storage::Database> m_db;
    std::shared_ptr<team::AuditLog> m_audit;
    std::unique_ptr<team::Gatekeeper> m_gate;
    std::unique_ptr<Inventory> m_inventory;
    OrganizationId m_organization;
    ProjectId m_project;
    InstanceId m_instance;
};

QTEST_GUILESS_MAIN(TestManyInstances)
#include "tst_manyinstances.moc"
