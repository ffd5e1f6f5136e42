#include "features/importing/gui/reviewfilter.h"
#include "features/importing/gui/reviewmodel.h"
#include "features/importing/reading.h"
#include "widgets/theme.h"

#include <QElapsedTimer>
#include <QHeaderView>
#include <QTableView>
#include <QTimer>

using namespace aiops;
using namespace aiops::importing;

/// CSV with 100,000 rows: read, planned, written, and the longest time in which the window did not answer.
class BenchImport final : public QObject
{
    Q_OBJECT

private:
    static constexpr int kRows = 100'000;
    QTemporaryDir m_folder;
    QString m_file = m_folder.filePath(u"hosts.csv"_s);

    static qint64 longestPause(const std::function<bool()> &isDone)
    {
        qint64 longest = 0;
        QElapsedTimer since;
        QTimer tick;
        tick.setInterval(1);
        QObject::connect(&tick, &QTimer::timeout, [&] { longest = qMax(longest, since.restart()); });
        since.start();
        tick.start();
        if (!QTest::qWaitFor(isDone, 300'000))
            qFatal("too slow");
        return qMax(longest, since.elapsed());
    }

private slots:
    void initTestCase()
    {
        new widgets::Theme(qApp);
        QFile file(m_file);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("name,address,port,user,project,role,environment,tags,group,notes\n");
        for (int i = 0; i < kRows; ++i)
            file.write(u"node-%1,10.%2.%3.%4,22,deploy,Project %5,web,prod,tier=web;rack=r%6,dc%7/row%8,\n"_s.arg(i, 6, 10, QChar(u'0')).arg(i >> 16).arg(i >> 8 & 255)
                           .arg(i & 255).arg(i % 20).arg(i % 40).arg(i % 5).arg(i % 50).toUtf8());
    }

    void wholeImport()
    {
        ImportWorld world;
        QElapsedTimer whole;
        whole.start();
        const auto source = readSource({.kind = SourceKind::Csv, .path = m_file});
        QVERIFY(source);
        const qint64 read = whole.elapsed();
        const Present present = world.present();
        const ImportPlan plan = makePlan(source->document, present);
        const qint64 planned = whole.elapsed();
        QCOMPARE(plan.counts()[0], kRows);
        const auto future = applyPlan(world.inventory, world.gate, present, plan, plan.chosen(plan.wanted()));
        const qint64 pause = longestPause([&] { return future.isFinished(); });
        const qint64 written = whole.elapsed();
        QVERIFY(future.result());
        const ImportPlan again = makePlan(source->document, world.present());
        QCOMPARE(again.counts()[size_t(RowState::Same)], kRows);
        qInfo("read %lld ms, planned %lld ms, written %lld ms; whole %lld ms; longest pause of the window while writing %lld ms; second plan %lld ms", read,
              planned - read, written - planned, written, pause, whole.elapsed() - written);
        QTest::setBenchmarkResult(qreal(written), QTest::WalltimeMilliseconds);
    }

    void filterReview_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("text");
        for (const int count : {kRows / 10, kRows}) {
            for (const QString &text : {u"7"_s, u"node-0000"_s, u"dc3"_s, u"nothing"_s})
                QTest::newRow(qPrintable(u"%1 %2"_s.arg(count).arg(text))) << count << text;
        }
    }
    /// One key, on and the next time off, until the table is painted.
    void filterReview()
    {
        QFETCH(int, count);
        QFETCH(QString, text);
        const auto source = readSource({.kind = SourceKind::Csv, .path = m_file});
        ReviewModel model;
        ReviewFilter filter;
        filter.setSourceModel(&model);
        QTableView table;
        table.setModel(&filter);
        table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        table.resize(1000, 500);
        table.show();
        ImportPlan plan = makePlan(source->document, {});
        plan.rows.resize(count);
        QElapsedTimer timer;
        timer.start();
        model.setPlan(std::move(plan));
        table.grab();
        const qint64 shown = timer.elapsed();
        bool on = true;
        qint64 worst = 0;
        QBENCHMARK {
            timer.start();
            filter.setText(on ? text : QString());
            table.grab();
            on = !on;
            worst = qMax(worst, timer.elapsed());
        }
        qInfo("shown in %lld ms; slowest key %lld ms", shown, worst);
    }
};

QTEST_MAIN(BenchImport)
#include "bench_import.moc"
