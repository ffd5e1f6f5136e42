#include "core/versionfloor.h"

#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestVersionFloor final : public QObject
{
    Q_OBJECT

private slots:
    void onlyANewEnoughLibraryPasses_data()
    {
        QTest::addColumn<QString>("have");
        QTest::addColumn<QString>("least");
        QTest::addColumn<bool>("passes");
        QTest::newRow("the same") << u"1.11.1"_s << u"1.11.1"_s << true;
        QTest::newRow("newer patch") << u"1.11.2"_s << u"1.11.1"_s << true;
        QTest::newRow("newer by number, not by letter") << u"1.100.0"_s << u"1.11.1"_s << true;
        QTest::newRow("a development version") << u"1.11.1_DEV"_s << u"1.11.1"_s << true;
        QTest::newRow("next major") << u"4.0.0"_s << u"3.2"_s << true;
        QTest::newRow("older patch") << u"1.11.0"_s << u"1.11.1"_s << false;
        QTest::newRow("older minor") << u"3.1.9"_s << u"3.2"_s << false;
        QTest::newRow("nothing") << QString() << u"3.2"_s << false;
        QTest::newRow("rubbish") << u"new"_s << u"3.2"_s << false;
    }
    void onlyANewEnoughLibraryPasses()
    {
        QFETCH(QString, have);
        QFETCH(QString, least);
        QFETCH(bool, passes);
        const Status status = requireVersion(u"libfoo"_s, have, least);
        QCOMPARE(status.has_value(), passes);
        if (passes)
            return;
        QVERIFY2(status.error().text.contains(u"libfoo"_s) && status.error().text.contains(least), qPrintable(status.error().text));
        QVERIFY(!status.error().hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestVersionFloor)
#include "tst_versionfloor.moc"
