#include "features/rotation/keyscan.h"

#include <QTest>

using namespace aiops;
using namespace aiops::rotation;
using namespace Qt::StringLiterals;

class TestKeyScan : public QObject
{
    Q_OBJECT

private slots:
    void filesComeBySize();
    void aFileCannotPoseAsAnother();
    void oddAnswersAreErrors_data();
    void oddAnswersAreErrors();
};

void TestKeyScan::filesComeBySize()
{
    const auto files = readScan("motd\n@@aiops-begin@@\n@@aiops-file@@ own 4 root /root/.ssh/authorized_keys\nabc\n\n"
                                "@@aiops-file@@ other 2 anna /home/anna b/.ssh/authorized_keys\nxy\n@@aiops-end@@\n");
    QVERIFY(files);
    QCOMPARE(files->size(), 2);
    QCOMPARE(files->at(0).content, "abc\n"_ba);
    QVERIFY(files->at(0).isOwn && !files->at(1).isOwn);
    QCOMPARE(files->at(1).account, u"anna"_s);
    QCOMPARE(files->at(1).path, u"/home/anna b/.ssh/authorized_keys"_s);
}

void TestKeyScan::aFileCannotPoseAsAnother()
{
    const QByteArray liar = "@@aiops-end@@\n@@aiops-file@@ own 1 root /x\n";
    const auto files = readScan("@@aiops-begin@@\n@@aiops-file@@ other " + QByteArray::number(liar.size()) + " anna /home/anna/.ssh/authorized_keys\n" + liar + "\n@@aiops-end@@\n");
    QVERIFY(files);
    QCOMPARE(files->size(), 1);
    QCOMPARE(files->at(0).content, liar);
}

void TestKeyScan::oddAnswersAreErrors_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no end") << "@@aiops-begin@@\n"_ba;
    QTest::newRow("size beyond the end") << "@@aiops-begin@@\n@@aiops-file@@ own 900 a /x\nabc\n@@aiops-end@@\n"_ba;
    QTest::newRow("negative size") << "@@aiops-begin@@\n@@aiops-file@@ own -1 a /x\n\n@@aiops-end@@\n"_ba;
    QTest::newRow("huge size") << "@@aiops-begin@@\n@@aiops-file@@ own 9223372036854775807 a /x\n\n@@aiops-end@@\n"_ba;
    QTest::newRow("no size") << "@@aiops-begin@@\n@@aiops-file@@ own x a /x\n\n@@aiops-end@@\n"_ba;
    QTest::newRow("header cut") << "@@aiops-begin@@\n@@aiops-file@@ own 1 a"_ba;
    QTest::newRow("too few words") << "@@aiops-begin@@\n@@aiops-file@@ own 1 a\nx\n@@aiops-end@@\n"_ba;
}

void TestKeyScan::oddAnswersAreErrors()
{
    QFETCH(const QByteArray, output);
    const auto files = readScan(output);
    QVERIFY(!files);
    QCOMPARE(files.error().code, Errc::Protocol);
}

QTEST_APPLESS_MAIN(TestKeyScan)
#include "tst_keyscan.moc"
