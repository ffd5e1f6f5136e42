#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardlist.h"
#include "features/myspace/gui/home.h"
#include "features/myspace/gui/myspacepage.h"
#include "shell/navigator.h"
#include "widgets/theme.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

using namespace aiops;
using namespace aiops::myspace;
using namespace Qt::StringLiterals;

namespace {

constexpr int many = 10'000;

class NoCredentials final : public CredentialChoice
{
public:
    QList<CredentialName> all() const override { return {}; }
    QList<CredentialName> attachedTo(InstanceId) const override { return {}; }
    Future<void> attach(CredentialId, InstanceId) override { return ready<void>({}); }
    Future<void> detach(CredentialId, InstanceId) override { return ready<void>({}); }
};

} // namespace

/// My Space with ten thousand instances in a real database, painted at the size that it has in a window of 1440x900.
class BenchMySpace final : public QObject
{
    Q_OBJECT

private:
    struct Window
    {
        explicit Window(Home &home) : estate(home.inventory()), actions(estate, home.gatekeeper(), choice, navigator) {}
        void show()
        {
            page = std::make_unique<MySpacePage>(actions, nullptr);
            page->resize(1140, 820);
            page->show();
            page->grab();
        }
        shell::Navigator navigator;
        NoCredentials choice;
        Estate estate;
        Actions actions;
        std::unique_ptr<MySpacePage> page;
    };

    std::unique_ptr<Home> m_full = makeHome();
    std::unique_ptr<Home> m_empty = makeHome();

    static void fill(Home &home)
    {
        Window window(home);
        const auto organization = window.actions.changes().ensureOrganization();
        QTRY_VERIFY(organization.isFinished());
        QList<Future<inventory::Instance>> made;
        for (int i = 0; i < many; ++i)
            made << window.actions.changes().saveInstance({}, {.name = u"web-%1"_s.arg(i, 5, 10, QChar(u'0')), .address = u"10.%1.%2.%3"_s.arg(i / 65536).arg(i / 256 % 256).arg(i % 256),
                                                               .tags = QStringList{u"tier=web"_s, u"rack=r%1"_s.arg(i % 40)}}, {});
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(made, [](const auto &f) { return f.isFinished(); }), 600'000);
    }

private slots:
    void initTestCase()
    {
        new widgets::Theme(qApp);
        fill(*m_full);
    }

    void firstPaint_data()
    {
        QTest::addColumn<bool>("full");
        QTest::newRow("no instances") << false;
        QTest::newRow("10,000 instances") << true;
    }
    void firstPaint()
    {
        QFETCH(bool, full);
        QBENCHMARK {
            Window window(full ? *m_full : *m_empty);
            window.show();
        }
    }

    void rowsAfterFirstPaint()
    {
        QBENCHMARK {
            Window window(*m_full);
            window.show();
            window.estate.load();
            window.page->grab();
            QCOMPARE(window.estate.instances().size(), many);
        }
    }

    void filterKeyToPaint_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"w"_s, u"7"_s, u"77"_s, u"777"_s, u"rack=r7"_s, u"nothing"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void filterKeyToPaint()
    {
        QFETCH(QString, text);
        Window window(*m_full);
        window.show();
        window.estate.load();
        window.page->grab();
        auto *edit = window.page->findChild<QLineEdit *>(u"filterEdit"_s);
        QBENCHMARK {
            edit->setText(text);
            window.page->grab();
            edit->clear();
            window.page->grab();
        }
    }

    void scrollOnePage()
    {
        Window window(*m_full);
        window.show();
        window.estate.load();
        window.page->grab();
        auto *bar = window.page->findChild<CardList *>()->verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        QBENCHMARK {
            bar->setValue(bar->value() < bar->maximum() ? bar->value() + bar->pageStep() : 0);
            window.page->grab();
        }
    }

    void oneChange()
    {
        Window window(*m_full);
        window.show();
        window.estate.load();
        QBENCHMARK {
            emit window.estate.changed();
            window.page->grab();
        }
    }
};

QTEST_MAIN(BenchMySpace)
#include "bench_myspace.moc"
