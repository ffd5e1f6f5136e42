#include "features/forwards/socksrequest.h"

#include <QRandomGenerator>
#include <QTest>

using namespace aiops::forwards;
using namespace Qt::StringLiterals;

using Step = SocksRequest::Step;

class TestSocksRequest final : public QObject
{
    Q_OBJECT

private slots:
    void requestsAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        const QByteArray hello("\x05\x01\x00", 3);
        QTest::newRow("5, IPv4") << hello + QByteArray("\x05\x01\x00\x01\xc0\x00\x02\x07\x00\x50", 10) << u"192.0.2.7"_s << 80;
        QTest::newRow("5, name") << hello + QByteArray("\x05\x01\x00\x03\x04" "db-1\x15\x38", 11) << u"db-1"_s << 5432;
        QTest::newRow("5, IPv6") << hello + QByteArray("\x05\x01\x00\x04\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01\x01\xbb", 22) << u"2001:db8:0:0:0:0:0:1"_s << 443;
        QTest::newRow("5, several methods") << QByteArray("\x05\x03\x01\x02\x00", 5) + QByteArray("\x05\x01\x00\x01\x0a\x00\x00\x01\x00\x16", 10) << u"10.0.0.1"_s << 22;
        QTest::newRow("4") << QByteArray("\x04\x01\x00\x50\xc0\x00\x02\x07me\x00", 11) << u"192.0.2.7"_s << 80;
        QTest::newRow("4a") << QByteArray("\x04\x01\x00\x50\x00\x00\x00\x01me\x00" "db-1\x00", 16) << u"db-1"_s << 80;
    }
    void requestsAreRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, host);
        QFETCH(int, port);
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) { // however it arrives
            SocksRequest request;
            QByteArray answer;
            Step step = request.feed(bytes.first(cut), answer);
            if (step == Step::More)
                step = request.feed(bytes.sliced(cut) + "early", answer);
            else
                step = cut == bytes.size() ? step : Step::Broken;
            QCOMPARE(step, Step::Asked);
            QCOMPARE(request.host(), host);
            QCOMPARE(int(request.port()), port);
            QCOMPARE(request.rest(), cut == bytes.size() ? QByteArray() : "early"_ba);
            QCOMPARE(answer, bytes[0] == 5 ? QByteArray("\x05\x00", 2) : QByteArray());
            QCOMPARE(request.accepted().size(), bytes[0] == 5 ? 10 : 8);
        }
    }

    void whatIsNotUnderstoodIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray hello("\x05\x01\x00", 3), welcome("\x05\x00", 2), tail("\x00\x01\x00\x00\x00\x00\x00\x00", 8);
        QTest::newRow("http") << "GET / HTTP/1.1\r\n\r\n"_ba << QByteArray();
        QTest::newRow("version 6") << QByteArray("\x06\x01\x00", 3) << QByteArray();
        QTest::newRow("sign-in only") << QByteArray("\x05\x01\x02", 3) << QByteArray("\x05\xff", 2);
        QTest::newRow("no method") << QByteArray("\x05\x00", 2) << QByteArray("\x05\xff", 2);
        QTest::newRow("bind") << hello + QByteArray("\x05\x02\x00\x01\x0a\x00\x00\x01\x00\x16", 10) << welcome + QByteArray("\x05\x07", 2) + tail;
        QTest::newRow("udp") << hello + QByteArray("\x05\x03\x00\x01\x0a\x00\x00\x01\x00\x16", 10) << welcome + QByteArray("\x05\x07", 2) + tail;
        QTest::newRow("address kind") << hello + QByteArray("\x05\x01\x00\x09\x0a\x00\x00\x01\x00\x16", 10) << welcome + QByteArray("\x05\x08", 2) + tail;
        QTest::newRow("another version inside") << hello + QByteArray("\x04\x01\x00\x01\x0a\x00\x00\x01\x00\x16", 10) << welcome;
        QTest::newRow("4 bind") << QByteArray("\x04\x02\x00\x50\xc0\x00\x02\x07\x00", 9) << QByteArray("\x00\x5b\x00\x00\x00\x00\x00\x00", 8);
        QTest::newRow("4 endless user") << QByteArray("\x04\x01\x00\x50\xc0\x00\x02\x07", 8) + QByteArray(2000, 'a') << QByteArray();
    }
    void whatIsNotUnderstoodIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, answer);
        SocksRequest request;
        QByteArray said;
        QCOMPARE(request.feed(bytes, said), Step::Broken);
        QCOMPARE(said, answer);
    }

    void noiseNeverDoesHarm()
    {
        const quint32 seed = qEnvironmentVariableIsSet("AIOPS_SEED") ? qEnvironmentVariable("AIOPS_SEED").toUInt()
                                                                     : QRandomGenerator::global()->generate();
        qInfo("seed %u (repeat with AIOPS_SEED)", seed);
        QRandomGenerator random(seed);
        for (int round = 0; round < 20'000; ++round) {
            SocksRequest request;
            QByteArray answer;
            Step step = Step::More;
            for (int piece = 0; piece < 8 && step == Step::More; ++piece) {
                QByteArray bytes(random.bounded(40), Qt::Uninitialized);
                for (char &c : bytes)
                    c = char(random.bounded(8));
                if (piece == 0 && !bytes.isEmpty())
                    bytes[0] = char(4 + random.bounded(2));
                step = request.feed(bytes, answer);
            }
            QVERIFY(answer.size() <= 12 && request.host().size() <= 1024);
        }
    }
};

QTEST_GUILESS_MAIN(TestSocksRequest)
#include "tst_socksrequest.moc"
