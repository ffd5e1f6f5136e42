#include "features/metrics/gui/chartcards.h"
#include "widgets/theme.h"

#include <QGridLayout>
#include <QTest>

#include <cmath>
#include <random>

using namespace aiops;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kStart = 1'790'000'000'000;

widgets::ChartData hour(int points, std::size_t lines, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(0, 4);
    widgets::ChartData data;
    data.lines.resize(lines);
    for (int i = 0; i < points; ++i) {
        data.times.push_back(kStart + i * 1000LL);
        for (std::size_t line = 0; line < lines; ++line) // with a gap, as a restarted agent leaves one
            data.lines[line].push_back(i / 40 == 30 ? widgets::kGap : std::max(0.0F, 20 + 10 * float(line) + 15 * std::sin(float(i) / 200) + noise(random)));
    }
    return data;
}

/// Six charts of an instance in two columns, as the Overview has them in a window of 1440x900.
class Page final : public QWidget
{
public:
    Page(int points, int scale) : m_image(QSize(1140, 670) * scale, QImage::Format_RGB32)
    {
        m_image.setDevicePixelRatio(scale);
        resize(1140, 670);
        auto *grid = new QGridLayout(this);
        for (std::size_t i = 0; i < metrics::kCharts.size(); ++i) {
            const widgets::ChartSetup setup = metrics::setupOf(metrics::kCharts[i]);
            auto *chart = new widgets::TimeChart(setup, &cursor);
            chart->setStyle(metrics::styleOf(widgets::Theme::current()));
            chart->setHeadline(u"42.1%"_s);
            data.push_back(hour(points, std::size_t(setup.lines.size()), unsigned(i)));
            grid->addWidget(chart, int(i) / 2, int(i) % 2);
            charts.push_back(chart);
        }
        fill(0);
        show();
        paint();
    }
    void fill(qint64 later)
    {
        for (std::size_t i = 0; i < charts.size(); ++i) {
            charts[i]->setData(data[i]);
            charts[i]->setWindow(kStart + later, data[i].times.back() + later);
        }
    }
    void paint() { render(&m_image); }

    widgets::TimeCursor cursor;
    std::vector<widgets::TimeChart *> charts;
    std::vector<widgets::ChartData> data;

private:
    QImage m_image;
};

} // namespace

/// What one frame of the Overview costs. Aim: 4 ms in the release build.
class BenchCharts final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { new widgets::Theme(qApp); }

    void sixChartsOf3600_data()
    {
        QTest::addColumn<int>("scale");
        QTest::addColumn<bool>("newData");
        QTest::newRow("cursor moved") << 1 << false;
        QTest::newRow("cursor moved, 200% screen") << 2 << false;
        QTest::newRow("a second later, new data") << 1 << true;
        QTest::newRow("a second later, new data, 200% screen") << 2 << true;
    }
    void sixChartsOf3600()
    {
        QFETCH(int, scale);
        QFETCH(bool, newData);
        Page page(3600, scale);
        qint64 step = 0;
        QBENCHMARK {
            ++step;
            page.cursor.setTime(kStart + step % 3600 * 1000);
            if (newData)
                page.fill(step % 2 * 1000);
            page.paint();
        }
    }
};

QTEST_MAIN(BenchCharts)
#include "bench_charts.moc"
