#include "core/text.h"

#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestText final : public QObject
{
    Q_OBJECT

private slots:
    void hostileTextIsShownEscaped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"web-1"_s << u"web-1"_s;
        QTest::newRow("escape sequence") << u"\x1b[31mred"_s << u"\\x1b[31mred"_s;
        QTest::newRow("new line") << u"a\nb"_s << u"a\\x0ab"_s;
        QTest::newRow("right to left override") << u"txt.\u202eexe"_s << u"txt.\\u202eexe"_s;
        QTest::newRow("markup stays literal") << u"<img src=file:///x>"_s << u"<img src=file:///x>"_s;
    }
    void hostileTextIsShownEscaped()
    {
        QFETCH(QString, text);
        QTEST(shownPlain(text), "shown");
    }

    void longTextIsCut()
    {
        QCOMPARE(shownPlain(QString(1000, u'a'), 10), QString(10, u'a') + u'…');
    }

    void slugs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("slug");
        QTest::newRow("words") << u"Search Platform"_s << u"search-platform"_s;
        QTest::newRow("signs") << u"  C++ / Qt 6!  "_s << u"c-qt-6"_s;
        QTest::newRow("umlaut") << u"Größe"_s << u"größe"_s;
        QTest::newRow("nothing") << u"---"_s << QString();
    }
    void slugs()
    {
        QFETCH(QString, name);
        QTEST(slugOf(name), "slug");
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
