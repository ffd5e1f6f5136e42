#include "ssh/client/agent.h"
#include "ssh/client/agentcall.h"
#include "support/sshserver.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace aiops;
using namespace aiops::ssh;
using namespace Qt::StringLiterals;

namespace {

/// Answers a question with the same bytes, in pieces of the given size, and hangs up when told.
class FakeAgent final : public QLocalServer
{
public:
    FakeAgent(QByteArray answer, int piece, bool hangsUp)
    {
        listen(m_folder.filePath(u"agent"_s));
        connect(this, &QLocalServer::newConnection, this, [=, this] {
            QLocalSocket *client = nextPendingConnection();
            connect(client, &QLocalSocket::readyRead, client, [=, this] {
                asked += client->readAll();
                if (asked.size() < 4 || asked.size() < 4 + qsizetype(qFromBigEndian<quint32>(asked.constData())))
                    return;
                for (qsizetype at = 0; at < answer.size(); at += piece) {
                    client->write(answer.mid(at, piece));
                    client->flush();
                }
                if (hangsUp)
                    client->disconnectFromServer();
            });
        });
    }
    QByteArray asked;

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestAgent final : public QObject
{
    Q_OBJECT

private slots:
    void aBadAgentGivesANamedError_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("hangsUp");
        QTest::addColumn<Errc>("code");
        QTest::newRow("hangs up") << QByteArray() << true << Errc::Unreachable;
        QTest::newRow("hangs up in the length") << QByteArray("\0\0", 2) << true << Errc::Unreachable;
        QTest::newRow("hangs up in the answer") << QByteArray("\0\0\0\5\x0c\0", 6) << true << Errc::Unreachable;
        QTest::newRow("empty answer") << QByteArray("\0\0\0\0", 4) << false << Errc::Protocol;
        QTest::newRow("endless answer") << QByteArray("\x7f\xff\xff\xff", 4) << false << Errc::Protocol;
        QTest::newRow("another answer") << QByteArray("\0\0\0\1\5", 5) << false << Errc::Protocol;
        QTest::newRow("a key longer than the answer") << QByteArray("\0\0\0\x0a\x0c\0\0\0\1\0\0\0\x40x", 14) << false << Errc::Protocol;
    }
    void aBadAgentGivesANamedError()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, hangsUp);
        QFETCH(Errc, code);
        FakeAgent agent(answer, 1000, hangsUp);
        const auto future = agentSigners(agent.fullServerName());
        QTRY_VERIFY(future.isFinished());
        const auto signers = takeResult(future);
        QVERIFY(!signers);
        QVERIFY2(signers.error().code == code, qPrintable(errorName(signers.error().code)));
        QCOMPARE(agent.asked, QByteArray("\0\0\0\1\x0b", 5));
    }

    void noAgentIsUnreachable_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("no path") << QString();
        QTest::newRow("no file") << u"/nonexistent/agent"_s;
        QTest::newRow("not a socket") << u"/etc/passwd"_s;
        QTest::newRow("too long") << u"/tmp/"_s + QString(200, u'a');
    }
    void noAgentIsUnreachable()
    {
        QFETCH(QString, path);
        const auto future = agentSigners(path);
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(takeResult(future).error().code, Errc::Unreachable);
    }

    void anAnswerInPiecesIsPutTogether()
    {
        FakeAgent agent(QByteArray("\0\0\0\x12\x0c\0\0\0\1\0\0\0\3key\0\0\0\2me", 22), 1, false);
        const auto future = agentSigners(agent.fullServerName());
        QTRY_VERIFY(future.isFinished());
        const auto signers = takeResult(future);
        QVERIFY(signers.has_value());
        QCOMPARE(signers->size(), 1);
        QCOMPARE(signers->front()->publicKey(), "key");
        QCOMPARE(signers->front()->name(), u"me"_s);
    }

    void aLongQuestionArrivesWhole()
    {
        FakeAgent agent(QByteArray("\0\0\0\1\5", 5), 5, false);
        const QByteArray question(2'000'000, 'q'); // more than the socket takes at once
        const auto future = askAgent(agent.fullServerName(), question);
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(takeResult(future).value_or(QByteArray()), "\5");
        QTRY_COMPARE(agent.asked.size(), question.size() + 4);
        QVERIFY(agent.asked.endsWith(question));
    }
};

QTEST_GUILESS_MAIN(TestAgent)
#include "tst_agent.moc"
