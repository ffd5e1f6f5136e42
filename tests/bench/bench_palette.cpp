#include "shell/palette.h"
#include "shell/searchindex.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QTest>

using namespace aiops::shell;
using namespace Qt::StringLiterals;

namespace {

constexpr int many = 100'000;

struct Row
{
    QString name;
    QString address;
};

QList<Row> makeRows()
{
    static constexpr const char *roles[] = {"web", "db-primary", "db-replica", "cache", "queue", "search-api", "pipeline-kafka", "edge"};
    static constexpr const char *places[] = {"fra", "ams", "dub", "sin", "iad"};
    QList<Row> rows;
    rows.reserve(many);
    for (int i = 0; i < many; ++i)
        rows.append({u"checkout-%1-%2-%3"_s.arg(QLatin1StringView(roles[i % 8]), QLatin1StringView(places[i % 5])).arg(i, 5, 10, QChar(u'0')),
                     u"10.%1.%2.%3"_s.arg(i >> 16).arg(i >> 8 & 255).arg(i & 255)});
    return rows;
}

SearchIndex makeIndex(const QList<Row> &rows)
{
    SearchIndex index;
    index.reserve(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i)
        index.add(rows[i].name, {rows[i].address, u"deploy"_s, u"tier=%1"_s.arg(i % 8), u"rack=r%1"_s.arg(i % 40)});
    return index;
}

} // namespace

/// The palette over 100,000 instances: what one more letter costs until it is painted.
class BenchPalette final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { new aiops::widgets::Theme(qApp); }

    /// In the pool, not while somebody types.
    void buildIndex()
    {
        QBENCHMARK { QCOMPARE(makeIndex(m_rows).size(), many); }
    }

    void find_data() { addQueries(); }
    void find()
    {
        QFETCH(QString, query);
        QBENCHMARK { m_index.find(query, 200); }
    }

    void keyToPaint_data() { addQueries(); }
    void keyToPaint()
    {
        QFETCH(QString, query);
        QWidget window;
        window.resize(1440, 900);
        SearchSpec search{u"i"_s, u"Instances"_s, u"@"_s, [this](const QString &words) {
                              QList<SearchHit> hits;
                              for (const qsizetype place : m_index.find(words, 200))
                                  hits.append({u"server"_s, m_rows[place].name, m_rows[place].address, [] {}, m_rows[place].name});
                              return hits;
                          }};
        auto *palette = new Palette({{search}}, &window);
        palette->open();
        auto *edit = palette->findChild<QLineEdit *>(u"paletteEdit"_s);
        QBENCHMARK {
            edit->setText(query);
            palette->grab();
            const QSignalBlocker quiet(edit);
            edit->clear();
        }
        palette->reject();
    }

private:
    static void addQueries()
    {
        QTest::addColumn<QString>("query");
        for (const QString &query : {u"c"_s, u"0"_s, u"check"_s, u"web fra"_s, u"cwf99"_s, u"10.1.20"_s, u"rack=r7"_s, u"deploy tier=3"_s, u"checkout-web-fra-99990"_s, u"zzz"_s})
            QTest::newRow(qPrintable(query)) << query;
    }

    const QList<Row> m_rows = makeRows();
    const SearchIndex m_index = makeIndex(m_rows);
};

QTEST_MAIN(BenchPalette)
#include "bench_palette.moc"
