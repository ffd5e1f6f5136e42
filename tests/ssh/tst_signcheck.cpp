#include "ssh/client/signcheck.h"

#include <QTest>
#include <QtEndian>

using namespace aiops::ssh;

namespace {

QByteArray str(const QByteArray &text)
{
    const quint32 size = qToBigEndian(quint32(text.size()));
    return QByteArray(reinterpret_cast<const char *>(&size), 4) + text;
}

const QByteArray kSession(32, 's');
const QByteArray kKey = str("ssh-ed25519") + str(QByteArray(32, 'k'));
const QByteArray kRsa = str("ssh-rsa") + str("\x01\x00\x01") + str(QByteArray(256, 'n'));

QByteArray request(const QByteArray &user, const QByteArray &algorithm, const QByteArray &key, char type = 50, char flag = 1,
                   const QByteArray &service = "ssh-connection")
{
    return str(kSession) + type + str(user) + str(service) + str("publickey") + flag + str(algorithm) + str(key);
}

} // namespace

class TestSignCheck final : public QObject
{
    Q_OBJECT

private slots:
    void aSignInOfThisUserIsAccepted()
    {
        const auto checked = checkSignRequest(request("tester", "ssh-ed25519", kKey), "tester", kKey);
        QVERIFY(checked);
        QCOMPARE(checked->sessionId, kSession);
        QVERIFY(checkSignRequest(request("tester", "rsa-sha2-256", kRsa), "tester", kRsa));
    }

    void anythingElseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("empty") << QByteArray() << kKey;
        QTest::newRow("other user") << request("root", "ssh-ed25519", kKey) << kKey;
        QTest::newRow("other key") << request("tester", "ssh-ed25519", kRsa) << kKey;
        QTest::newRow("other algorithm") << request("tester", "rsa-sha2-512", kKey) << kKey;
        QTest::newRow("SHA-1") << request("tester", "ssh-rsa", kRsa) << kRsa;
        QTest::newRow("no signature flag") << request("tester", "ssh-ed25519", kKey, 50, 0) << kKey;
        QTest::newRow("other message") << request("tester", "ssh-ed25519", kKey, 80) << kKey;
        QTest::newRow("other service") << request("tester", "ssh-ed25519", kKey, 50, 1, "ssh-userauth") << kKey;
        QTest::newRow("something behind") << request("tester", "ssh-ed25519", kKey) + "x" << kKey;
        QTest::newRow("odd session id") << request("tester", "ssh-ed25519", kKey).sliced(4) << kKey;
    }

    void anythingElseIsRefused()
    {
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, key);
        QVERIFY(!checkSignRequest(data, "tester", key));
    }

    void cutRequestsAreRefused()
    {
        const QByteArray whole = request("tester", "ssh-ed25519", kKey);
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!checkSignRequest(whole.first(size), "tester", kKey));
    }

    void aSignatureOfAnotherAlgorithmIsDropped()
    {
        QCOMPARE(bareSignature(str("ssh-ed25519") + str("sig"), "ssh-ed25519"), "sig");
        QVERIFY(bareSignature(str("ssh-rsa") + str("sig"), "rsa-sha2-512").isEmpty());
        QVERIFY(bareSignature("rubbish", "ssh-ed25519").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSignCheck)
#include "tst_signcheck.moc"
