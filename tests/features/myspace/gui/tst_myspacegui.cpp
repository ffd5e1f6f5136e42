#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardfilter.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/home.h"
#include "features/myspace/gui/instancedialog.h"
#include "features/myspace/gui/instanceform.h"
#include "features/myspace/gui/instancepage.h"
#include "features/myspace/gui/myspacepage.h"
#include "features/myspace/gui/projectdialog.h"
#include "shell/navigator.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QBoxLayout>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace aiops;
using namespace aiops::myspace;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

class FakeChoice final : public CredentialChoice
{
public:
    QList<CredentialName> all() const override { return {{key, u"prod-deploy-ed25519"_s, u"ssh-key"_s, u"deploy"_s}}; }
    QList<CredentialName> attachedTo(InstanceId id) const override { return attached.contains(id) ? all() : QList<CredentialName>(); }
    Future<void> attach(CredentialId, InstanceId id) override { attached << id; return ready<void>({}); }
    Future<void> detach(CredentialId, InstanceId id) override { attached.removeAll(id); return ready<void>({}); }
    CredentialId key = CredentialId::create();
    QList<InstanceId> attached;
};

class FakeMetrics final : public CardMetrics
{
public:
    std::optional<CardValues> values(InstanceId id) const override
    {
        const size_t seed = qHash(id);
        if (seed % 5 == 0)
            return {};
        CardValues v{.status = seed % 4 == 1 ? u"warning"_s : u"running"_s, .source = u"Netdata live, 1 s"_s, .sourceStatus = u"running"_s};
        for (size_t i = 0; i < 3; ++i) {
            v.series[i].value = double((seed >> (i * 5)) % 100);
            for (int s = 0; s < 40; ++s)
                v.series[i].samples << float(std::clamp(v.series[i].value + 9 * std::sin(s * 0.7 + double(i)), 0.0, 100.0));
        }
        return v;
    }
};

} // namespace

class TestMySpaceGui final : public QObject
{
    Q_OBJECT

private:
    struct Parts
    {
        std::unique_ptr<Home> home = makeHome();
        shell::Navigator navigator;
        FakeChoice choice;
        FakeMetrics metrics;
        Estate estate{home->inventory()};
        Actions actions{estate, home->gatekeeper(), choice, navigator};

        void add(const QString &name, const QString &address, Environment environment = Environment::None, QList<Link> links = {})
        {
            const auto before = estate.instances().size();
            actions.saveInstance({}, {.name = name, .address = address, .user = u"deploy"_s, .environment = environment,
                                      .region = u"eu-west-1"_s, .tags = QStringList{u"tier=web"_s}}, links);
            QTRY_COMPARE(estate.instances().size(), before + 1);
        }
        ProjectId addProject(const QString &name, const QString &color)
        {
            const auto before = estate.projects().size();
            auto made = actions.saveProject({}, {.name = name, .color = color});
            [&] { QTRY_COMPARE(estate.projects().size(), before + 1); }();
            return made.result()->id;
        }
        void fill()
        {
            const ProjectId checkout = addProject(u"Checkout"_s, u"#10a37f"_s);
            const ProjectId search = addProject(u"Search Platform"_s, u"#0568bc"_s);
            addProject(u"Data Pipeline"_s, u"#927cf7"_s);
            for (int i = 1; i <= 4; ++i)
                add(u"checkout-web-0%1"_s.arg(i), u"203.0.113.2%1"_s.arg(i), Environment::Production,
                    {{.project = checkout, .role = u"web"_s}});
            add(u"checkout-db-primary"_s, u"10.20.4.11"_s, Environment::Production, {{.project = checkout, .role = u"db"_s}, {.project = search}});
            add(u"search-api-02"_s, u"198.51.100.62"_s, Environment::Staging, {{.project = search}});
            add(u"search-lab-gpu"_s, u"10.0.8.30"_s, Environment::Development);
        }
    };

    static void picture(QWidget &widget, const QString &name)
    {
        QDir().mkpath(QStringLiteral(AIOPS_PICTURES));
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            Theme::current().setMode(mode);
            widget.ensurePolished();
            QTest::qWait(1);
            const QString suffix = mode == Theme::Mode::Light ? u"light"_s : u"dark"_s;
            QVERIFY(widget.grab().save(QStringLiteral(AIOPS_PICTURES "/%1-%2.png").arg(name, suffix)));
        }
        Theme::current().setMode(Theme::Mode::Light);
    }

    static QWidget *named(QWidget *root, const QString &accessibleName)
    {
        for (QWidget *widget : root->findChildren<QWidget *>()) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        return nullptr;
    }

    static std::unique_ptr<QWidget> frame(shell::Page *page)
    {
        auto window = std::make_unique<QWidget>();
        auto *row = new QHBoxLayout(window.get());
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        if (QWidget *side = page->sidePane()) {
            side->setFixedWidth(224);
            row->addWidget(side);
        }
        row->addWidget(page, 1);
        page->inspector()->setFixedWidth(316);
        row->addWidget(page->inspector());
        window->resize(1360, 820);
        window->show();
        return window;
    }

private slots:
    void initTestCase() { new Theme(qApp); }

    void wrongInputIsToldAtItsField_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("port");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QStringList>("wrong");
        QTest::newRow("good") << u"web"_s << u"10.0.0.1"_s << u"22"_s << u"deploy"_s << QStringList();
        QTest::newRow("IPv6") << u"web"_s << u"2001:db8::1"_s << u"2222"_s << QString() << QStringList();
        QTest::newRow("nothing") << QString() << QString() << QString() << QString() << QStringList{u"addressEdit"_s, u"nameEdit"_s, u"portEdit"_s};
        QTest::newRow("option as address") << u"web"_s << u"-oProxyCommand=x"_s << u"22"_s << QString() << QStringList{u"addressEdit"_s};
        QTest::newRow("user in address") << u"web"_s << u"root@host"_s << u"22"_s << QString() << QStringList{u"addressEdit"_s};
        QTest::newRow("shell in address") << u"web"_s << u"a;b"_s << u"22"_s << QString() << QStringList{u"addressEdit"_s};
        QTest::newRow("port too large") << u"web"_s << u"h"_s << u"65536"_s << QString() << QStringList{u"portEdit"_s};
        QTest::newRow("port zero") << u"web"_s << u"h"_s << u"0"_s << QString() << QStringList{u"portEdit"_s};
        QTest::newRow("option as user") << u"web"_s << u"h"_s << u"22"_s << u"-lroot"_s << QStringList{u"userEdit"_s};
        QTest::newRow("space in user") << u"web"_s << u"h"_s << u"22"_s << u"a b"_s << QStringList{u"userEdit"_s};
    }
    void wrongInputIsToldAtItsField()
    {
        QFETCH(QString, name);
        QFETCH(QString, address);
        QFETCH(QString, port);
        QFETCH(QString, user);
        QFETCH(QStringList, wrong);
        QStringList found = problemsOf({name, address, port, user, {}}).keys();
        found.sort();
        QCOMPARE(found, wrong);
    }

    void changesKeepTheSelection()
    {
        Parts p;
        p.fill();
        CardModel model(p.estate, nullptr);
        QAbstractItemModelTester tester(&model);
        QListView view;
        view.setModel(&model);
        const InstanceId chosen = model.row(3).id;
        view.setCurrentIndex(model.index(3));
        p.add(u"a-first"_s, u"10.9.9.9"_s);
        QCOMPARE(view.currentIndex().data(CardModel::IdRole).toString(), chosen.toString());
        p.actions.saveInstance(chosen, {.name = u"zz-last"_s}, p.estate.linksOf(chosen));
        QTRY_COMPARE(model.row(model.rowCount() - 1).id, chosen);
        QCOMPARE(view.currentIndex().data(CardModel::IdRole).toString(), chosen.toString());
        QVERIFY(model.data(model.index(0), Qt::AccessibleTextRole).toString().startsWith(u"a-first, Not checked"));
    }

    void tenThousandFilterAtOnce()
    {
        Parts p;
        CardModel model(p.estate, nullptr);
        QList<CardRow> rows;
        for (int i = 0; i < 10000; ++i)
            rows << CardRow{.id = InstanceId::create(), .name = u"web-%1"_s.arg(i), .haystack = u"web-%1\n10.0.0.1"_s.arg(i)};
        QElapsedTimer timer;
        timer.start();
        model.setRows(rows);
        CardFilter filter;
        filter.setSourceModel(&model);
        filter.setText(u"WEB-77"_s);
        QCOMPARE(filter.rowCount(), 111);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    }

    void anInstanceIsAddedThroughTheDialog()
    {
        Parts p;
        MySpacePage page(p.actions, &p.metrics);
        auto *dialog = new InstanceDialog(p.actions, InstanceId(), &page);
        dialog->open();
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"saveButton"_s), Qt::LeftButton);
        QVERIFY(!named(dialog, u"Name"_s)->accessibleDescription().isEmpty());
        QTest::keyClicks(named(dialog, u"Name"_s), u"web-01"_s);
        QTest::keyClicks(named(dialog, u"Address"_s), u"10.0.0.4"_s);
        const QPointer<QWidget> alive(dialog);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"saveButton"_s), Qt::LeftButton);
        QTRY_COMPARE(p.estate.instances().size(), 1);
        QCOMPARE(p.estate.instances().first().address, u"10.0.0.4"_s);
        QTRY_VERIFY(!alive);
    }

    void archivingCanBeUndone()
    {
        Parts p;
        p.fill();
        std::function<void()> undo;
        connect(&p.navigator, &shell::Navigator::toastRequested, this,
                [&](const QString &, const QString &, const std::function<void()> &action) { undo = action; });
        const InstanceId id = p.estate.instances().first().id;
        const auto before = p.estate.instances().size();
        p.actions.archive({id});
        QTRY_COMPARE(p.estate.instances().size(), before - 1);
        QVERIFY(undo);
        undo();
        QTRY_COMPARE(p.estate.instances().size(), before);
    }

    void removingAsksFirst()
    {
        Parts p;
        p.fill();
        QWidget window;
        window.resize(900, 600);
        window.show();
        const auto before = p.estate.instances().size();
        p.actions.remove({p.estate.instances().first().id}, &window);
        auto *dialog = window.findChild<QDialog *>();
        QVERIFY(dialog);
        QCOMPARE(p.estate.instances().size(), before);
        picture(*dialog, u"remove"_s);
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == u"Remove")
                button->click();
        }
        QTRY_COMPARE(p.estate.instances().size(), before - 1);
    }

    void picturesOfEveryPage()
    {
        Parts p;
        auto *firstPage = new MySpacePage(p.actions, &p.metrics);
        const auto firstWindow = frame(firstPage);
        picture(*firstWindow, u"first-run"_s);
        p.fill();
        p.choice.attached << p.estate.instances().first().id;
        auto *page = new MySpacePage(p.actions, &p.metrics);
        const auto window = frame(page);
        page->openObject(p.estate.instances().first().id.toString());
        picture(*window, u"myspace"_s);
        page->findChild<QLineEdit *>(u"filterEdit"_s)->setText(u"nothing-like-it"_s);
        picture(*window, u"nothing-matches"_s);
        shell::Registry registry;
        registry.addPane({u"overview"_s, u"Overview"_s, 0, [](const QString &, QWidget *parent) { return new QWidget(parent); }});
        registry.addPane({u"terminal"_s, u"Terminal"_s, 1, [](const QString &, QWidget *parent) { return new QWidget(parent); }});
        auto *instancePage = new InstancePage(p.actions, registry);
        const auto instanceWindow = frame(instancePage);
        instancePage->openObject(p.estate.instances().first().id.toString());
        picture(*instanceWindow, u"instance"_s);
        auto *add = new InstanceDialog(p.actions, InstanceId(), window.get());
        add->open();
        picture(*add, u"add-instance"_s);
        auto *project = new ProjectDialog(p.actions, ProjectId(), window.get());
        project->open();
        picture(*project, u"new-project"_s);
    }
};

QTEST_MAIN(TestMySpaceGui)
#include "tst_myspacegui.moc"
