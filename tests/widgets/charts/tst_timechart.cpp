#include "widgets/charts/sparkline.h"
#include "widgets/charts/timechart.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QPainter>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace aiops::widgets;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kStart = 1'795'249'200'000;

ChartStyle styleOf(bool dark)
{
    ChartStyle style;
    const auto pick = [dark](const char *light, const char *other) { return QColor::fromString(QLatin1StringView(dark ? other : light)); };
    style.surface = pick("#ffffff", "#161a1c");
    style.raised = pick("#ffffff", "#1e2427");
    style.border = pick("#d9dfe0", "#293135");
    style.borderStrong = pick("#818c91", "#6a777e");
    style.text = pick("#14191b", "#e7ebec");
    style.muted = pick("#545f66", "#9ba7ad");
    style.disabled = pick("#98a2a7", "#5f6b72");
    style.danger = pick("#c02a2a", "#f47c75");
    const char *lines[] = {"#10a37f", "#c58801", "#0568bc", "#d35157", "#927cf7", "#a04a78", "#6c6b00", "#ae7eac"};
    for (int i = 0; i < 8; ++i)
        style.lines[std::size_t(i)] = QColor::fromString(QLatin1StringView(lines[i]));
    style.title.setPixelSize(13);
    style.title.setWeight(QFont::DemiBold);
    style.value.setPixelSize(12);
    style.label.setPixelSize(11);
    return style;
}

ChartData waves(int count, int lines, double scale = 12, int step = 1000)
{
    ChartData data;
    data.lines.resize(std::size_t(lines));
    for (int i = 0; i < count; ++i) {
        data.times.push_back(kStart + qint64(i) * step);
        for (int k = 0; k < lines; ++k) {
            const double noise = double((i * 7919 + k * 104729) % 97) / 97;
            data.lines[std::size_t(k)].push_back(float(scale * (2.0 / (k + 1) + std::sin(i * 0.02 + k) * 0.5 + noise * 0.3)));
        }
    }
    return data;
}

bool near(const QColor &a, const QColor &b, int by = 40)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < by;
}

} // namespace

class TestTimeChart final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void gapsStayEmpty_data() { themes(); }
    void gapsStayEmpty();
    void theThresholdIsDrawnWithWords_data() { themes(); }
    void theThresholdIsDrawnWithWords();
    void staleChartsLoseTheirColours();
    void withoutDataItSaysSo();
    void arrowKeysMoveTheSharedCursor();
    void draggingSelectsARangeForAllCharts();
    void theWheelZoomsOnlyWithControl();
    void theValueBoxAvoidsThePointer();
    void screenReadersGetValues();
    void theTableHasEverySample();
    void sparklinesLeaveGaps();
    void snapshots_data() { themes(); }
    void snapshots();
    void aDayOfFourLinesIsPaintedQuickly();

private:
    static void themes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    static std::unique_ptr<TimeChart> chart(ChartSetup setup, TimeCursor &cursor, ChartData data, bool dark = true)
    {
        auto made = std::make_unique<TimeChart>(std::move(setup), &cursor);
        made->setStyle(styleOf(dark));
        made->resize(490, 214);
        if (data.size() > 0)
            made->setWindow(data.times.front(), data.times.back());
        made->setData(std::move(data));
        return made;
    }
};

void TestTimeChart::gapsStayEmpty()
{
    QFETCH(bool, dark);
    TimeCursor cursor;
    ChartData data = waves(900, 1);
    std::fill(data.lines[0].begin() + 300, data.lines[0].begin() + 600, kGap);
    const auto made = chart({.title = u"CPU"_s, .mode = ChartMode::Stacked, .unit = Unit::Percent, .lines = {u"user"_s}, .fixedTop = 100}, cursor, data, dark);
    const QRectF area = made->mapping().area;
    const QImage image = made->toImage();
    const auto painted = [&](double share) {
        const int x = int(area.left() + share * area.width());
        for (int y = int(area.top()); y < int(area.bottom()) - 1; ++y) {
            const QColor color = image.pixelColor(x, y);
            if (!near(color, styleOf(dark).surface, 12) && !near(color, styleOf(dark).border, 12))
                return true;
        }
        return false;
    };
    QVERIFY(painted(0.2));
    QVERIFY(!painted(0.4));
    QVERIFY(!painted(0.5));
    QVERIFY(painted(0.8));
}

void TestTimeChart::theThresholdIsDrawnWithWords()
{
    QFETCH(bool, dark);
    TimeCursor cursor;
    const auto made = chart({.title = u"Disk"_s, .mode = ChartMode::Area, .unit = Unit::Percent, .lines = {u"used"_s}, .fixedTop = 100,
                             .threshold = Threshold{90, u"Critical at 90%"_s}}, cursor, waves(900, 1), dark);
    const PlotMapping map = made->mapping();
    const QImage image = made->toImage();
    int dashes = 0, words = 0;
    const int y = int(std::round(map.y(90)));
    for (int x = int(map.area.left()); x < int(map.area.right()); ++x) {
        dashes += near(image.pixelColor(x, y), styleOf(dark).danger) ? 1 : 0;
        for (int above = y - 12; above < y + 14; ++above)
            words += above != y && near(image.pixelColor(x, above), styleOf(dark).danger, 140) ? 1 : 0;
    }
    QVERIFY(dashes > map.area.width() * 0.4 && dashes < map.area.width() * 0.7);
    QVERIFY(words > 40);
}

void TestTimeChart::staleChartsLoseTheirColours()
{
    TimeCursor cursor;
    const auto made = chart({.title = u"CPU"_s, .unit = Unit::Percent, .lines = {u"user"_s}, .fixedTop = 100}, cursor, waves(300, 1));
    const auto colored = [&] {
        const QImage image = made->toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += near(image.pixelColor(x, y), styleOf(true).lines[0]) ? 1 : 0;
        return count;
    };
    QVERIFY(colored() > 100);
    made->setStale(true);
    QCOMPARE(colored(), 0);
    QVERIFY(made->accessibleDescription().startsWith(u"Old values"_s));
}

void TestTimeChart::withoutDataItSaysSo()
{
    TimeCursor cursor;
    const auto made = chart({.title = u"CPU"_s, .unit = Unit::Percent, .lines = {u"user"_s}}, cursor, {});
    made->setWindow(kStart, kStart + 1000);
    QVERIFY(!made->toImage().isNull());
    QCOMPARE(made->accessibleDescription(), u"No data"_s);
}

void TestTimeChart::arrowKeysMoveTheSharedCursor()
{
    TimeCursor cursor;
    const auto made = chart({.title = u"CPU"_s, .lines = {u"user"_s}}, cursor, waves(100, 1));
    QTest::keyClick(made.get(), Qt::Key_Left);
    QCOMPARE(cursor.time(), std::optional(kStart + 99'000));
    QTest::keyClick(made.get(), Qt::Key_Left);
    QCOMPARE(cursor.time(), std::optional(kStart + 98'000));
    QTest::keyClick(made.get(), Qt::Key_Right);
    QTest::keyClick(made.get(), Qt::Key_Right);
    QCOMPARE(cursor.time(), std::optional(kStart + 99'000));
    QTest::keyClick(made.get(), Qt::Key_Escape);
    QVERIFY(!cursor.time());
}

void TestTimeChart::draggingSelectsARangeForAllCharts()
{
    TimeCursor cursor;
    const auto first = chart({.title = u"CPU"_s, .lines = {u"user"_s}}, cursor, waves(900, 1));
    const auto second = chart({.title = u"Load"_s, .lines = {u"1 min"_s}}, cursor, waves(900, 1));
    const PlotMapping map = first->mapping();
    const QPoint from = map.area.center().toPoint(), to = from + QPoint(100, 0);
    QTest::mousePress(first.get(), Qt::LeftButton, {}, from);
    QTest::mouseMove(first.get(), to);
    QTest::mouseRelease(first.get(), Qt::LeftButton, {}, to);
    QVERIFY(cursor.zoom());
    QVERIFY(std::abs(second->mapping().from - map.timeAt(from.x())) < 3000);
    QVERIFY(std::abs(second->mapping().to - map.timeAt(to.x())) < 3000);
    QTest::mouseDClick(second.get(), Qt::LeftButton, {}, from);
    QVERIFY(!cursor.zoom());
    QCOMPARE(second->mapping().from, kStart);
}

void TestTimeChart::theWheelZoomsOnlyWithControl()
{
    TimeCursor cursor;
    const auto made = chart({.title = u"CPU"_s, .lines = {u"user"_s}}, cursor, waves(900, 1));
    const QPointF at = made->mapping().area.center();
    const auto wheel = [&](int delta, Qt::KeyboardModifiers keys) {
        QWheelEvent event(at, at, {}, {0, delta}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(made.get(), &event);
    };
    wheel(120, Qt::NoModifier);
    QVERIFY(!cursor.zoom());
    wheel(120, Qt::ControlModifier);
    QVERIFY(cursor.zoom());
    wheel(-120, Qt::ControlModifier);
    wheel(-120, Qt::ControlModifier);
    QVERIFY(!cursor.zoom());
}

void TestTimeChart::theValueBoxAvoidsThePointer()
{
    const QRectF area(50, 40, 420, 120);
    for (int x = 50; x <= 470; x += 5) {
        for (int y = 40; y <= 160; y += 5) {
            const QRectF box = valueBoxRect({120, 80}, area, x, QPointF(x, y));
            QVERIFY2(!box.contains(QPointF(x, y)), qPrintable(u"%1 %2"_s.arg(x).arg(y)));
        }
    }
}

void TestTimeChart::screenReadersGetValues()
{
    TimeCursor cursor;
    ChartData data = waves(10, 2);
    data.lines[0].back() = 46.2f;
    data.lines[1].back() = 14.1f;
    const auto made = chart({.title = u"CPU"_s, .unit = Unit::Percent, .lines = {u"user"_s, u"system"_s}}, cursor, data);
    made->setHeadline(u"67%"_s);
    auto *reader = QAccessible::queryAccessibleInterface(made.get());
    QCOMPARE(reader->role(), QAccessible::Chart);
    QCOMPARE(reader->text(QAccessible::Name), u"CPU chart"_s);
    QCOMPARE(reader->text(QAccessible::Description), u"67%, user 46.2%, system 14.1%"_s);
}

void TestTimeChart::theTableHasEverySample()
{
    TimeCursor cursor;
    const auto made = chart({.title = u"CPU"_s, .unit = Unit::Percent, .lines = {u"user"_s, u"system"_s}}, cursor, waves(42, 2));
    made->showAsTable();
    auto *table = made->findChild<QTableView *>(u"chartTable"_s);
    QVERIFY(table);
    QCOMPARE(table->model()->rowCount(), 42);
    QCOMPARE(table->model()->columnCount(), 3);
    QCOMPARE(table->model()->index(0, 1).data().toString(), formatValue(Unit::Percent, made->data().lines[0].back()));
}

void TestTimeChart::sparklinesLeaveGaps()
{
    QImage image(60, 20, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    const std::vector<float> values{50, 50, 50, kGap, kGap, kGap, kGap, 50, 50, 50};
    QPainter painter(&image);
    paintSparkline(&painter, QRectF(0, 0, 60, 20), values, {Qt::red, Qt::gray});
    painter.end();
    const auto painted = [&](int x) {
        int count = 0;
        for (int y = 0; y < 20; ++y)
            count += image.pixelColor(x, y) != QColor(Qt::white) ? 1 : 0;
        return count;
    };
    QVERIFY(painted(6) > 5);
    QCOMPARE(painted(30), 0);
    QVERIFY(painted(55) > 5);
}

void TestTimeChart::snapshots()
{
    QFETCH(bool, dark);
    TimeCursor cursor;
    const auto cpu = chart({.title = u"CPU"_s, .mode = ChartMode::Stacked, .unit = Unit::Percent,
                            .lines = {u"user"_s, u"system"_s, u"iowait"_s}, .fixedTop = 100}, cursor, waves(150, 3, 12, 24'000), dark);
    cpu->setGapAfter(60'000);
    cpu->setHeadline(u"67%"_s);
    const auto load = chart({.title = u"Load average"_s, .lines = {u"1 min"_s, u"5 min"_s, u"15 min"_s}, .colors = {0, 2, 4},
                             .threshold = Threshold{8, u"8 cores"_s}}, cursor, waves(150, 3, 2, 24'000), dark);
    load->setGapAfter(60'000);
    load->setHeadline(u"5.8"_s);
    cursor.setTime(kStart + 110 * 24'000);
    cpu->setFocus();
    const QPointF at(cpu->mapping().x(*cursor.time()), 120);
    QTest::mouseMove(cpu.get(), at.toPoint());
    QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(cpu.get(), &move);
    QImage sheet(1000, 234, QImage::Format_ARGB32_Premultiplied);
    sheet.fill(dark ? QColor(15, 18, 19) : QColor(247, 249, 249));
    QPainter painter(&sheet);
    painter.drawImage(5, 10, cpu->toImage());
    painter.drawImage(505, 10, load->toImage());
    painter.end();
    if (const QString folder = qEnvironmentVariable("AIOPS_SNAPSHOTS"); !folder.isEmpty())
        QVERIFY(sheet.save(folder + (dark ? u"/charts-dark.png"_s : u"/charts-light.png"_s)));
    QVERIFY(near(sheet.pixelColor(5 + 200, 10 + 205), styleOf(dark).surface, 200));
}

void TestTimeChart::aDayOfFourLinesIsPaintedQuickly()
{
    TimeCursor cursor;
    const auto made = chart({.title = u"CPU"_s, .unit = Unit::Percent, .lines = {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, .fixedTop = 100},
                            cursor, waves(86'400, 4));
    QImage image(made->size(), QImage::Format_ARGB32_Premultiplied);
    made->render(&image);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10; ++i) {
        made->setWindow(kStart + i, kStart + 86'400'000 + i);
        made->render(&image);
    }
    const double frame = double(timer.nsecsElapsed()) / 1e7;
    qInfo("%.2f ms a frame", frame);
    QVERIFY2(frame < 60, "a frame must stay far below what a person notices, even with sanitizers");
}

QTEST_MAIN(TestTimeChart)
#include "tst_timechart.moc"
