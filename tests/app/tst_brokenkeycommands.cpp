#include "app/sessionbench.h"
#include "vault/brokenkeys.h"

#include <QJsonArray>
#include <QTest>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";

/// What must be seen nowhere: the lines of the file that hold a key, and the passphrases.
QByteArrayList secretsOf(const BrokenKey &key)
{
    QByteArrayList secrets{kPassphrase};
    if (!key.passphrase.isEmpty())
        secrets.append(key.passphrase);
    for (const QByteArray &line : key.file.split('\n')) {
        if (line.size() >= 16 && !line.startsWith("-----") && !line.startsWith("PuTTY"))
            secrets.append(line);
    }
    return secrets;
}

} // namespace

/// `aiops credential add --kind ssh-key` with every file that people take for a key.
class TestBrokenKeyCommands final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(QDir().mkpath(m_bench.filePath(u"keys"_s)));
        m_keys = brokenKeys(m_bench.filePath(u"keys"_s));
        QVERIFY(m_keys.size() > 30);
        QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
    }

    void everyBrokenKeyIsRefused_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_keys.size(); ++i)
            QTest::newRow(m_keys[i].name) << i;
    }
    void everyBrokenKeyIsRefused()
    {
        QFETCH(int, index);
        const BrokenKey &key = m_keys[index];
        QFile file(m_bench.filePath(u"broken"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(key.file) == key.file.size());
        file.close();
        const auto done = add(key);
        QCOMPARE(done.errorCode(), errorName(key.code));
        QCOMPARE(done.code, kExitCodes.value(key.code));
        QVERIFY(done.out.isEmpty());
        const char *reason = key.code == Errc::TooLarge ? "longer than 64 KiB" : key.reason; // it is not even read
        QVERIFY2(done.err.contains(reason), done.err.constData());
        for (const QByteArray &secret : secretsOf(key))
            QVERIFY2(!m_bench.shown().contains(secret), secret.constData());
    }

    void nothingWasStored()
    {
        QCOMPARE(m_bench.type(u"credential list --json"_s).json().array().size(), 0);
        const QByteArray stored = m_bench.stored();
        QVERIFY(stored.contains("credential.add")); // the tries are in the audit
        for (const BrokenKey &key : std::as_const(m_keys)) {
            for (const QByteArray &secret : secretsOf(key))
                QVERIFY2(!stored.contains(secret), key.name);
        }
    }

    void aGoodKeyIsStillTaken()
    {
        const auto done = m_bench.type(u"--json --no-input credential add deploy --kind ssh-key --secret-file keys/plain"_s);
        QCOMPARE(done.code, 0);
        QVERIFY(done.json()[u"fingerprint"_s].toString().startsWith(u"SHA256:"_s));
        QVERIFY(!done.out.contains("PRIVATE"));
    }

private:
    SessionBench::Done add(const BrokenKey &key)
    {
        const QString line = u"--json --no-input credential add deploy --kind ssh-key --secret-file broken"_s;
        if (key.passphrase.isEmpty())
            return m_bench.type(line);
        return m_bench.type(line + u" --key-passphrase-fd 4"_s, {{4, key.passphrase}});
    }

    const QHash<Errc, int> kExitCodes{{Errc::Invalid, 2}, {Errc::NoInput, 2}, {Errc::WrongPassphrase, 5}, {Errc::TooLarge, 1}};
    SessionBench m_bench;
    QList<BrokenKey> m_keys;
};

QTEST_GUILESS_MAIN(TestBrokenKeyCommands)
#include "tst_brokenkeycommands.moc"
