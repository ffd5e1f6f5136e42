#include "cli/storeddevicekey.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::cli;
using namespace Qt::StringLiterals;

class TestStoredDeviceKey final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void itIsMadeAtTheFirstNeedAndReadAfterwards()
    {
        auto key = make();
        QVERIFY(key->publicKey().isEmpty());
        QVERIFY(!QFile::exists(path()));
        const QByteArray signature = key->sign("message", 17);
        QCOMPARE(signature.size(), 64);
        const QByteArray publicKey = key->publicKey();
        auto again = make();
        QCOMPARE(again->publicKey(), publicKey);
        QCOMPARE(again->since(), 17);
        QCOMPARE(again->sign("message", 99), signature);
        QVERIFY(again->verify(publicKey, "message", signature));
        QVERIFY(!again->verify(publicKey, "massage", signature));
        QVERIFY(!again->verify(publicKey, "message", QByteArray(64, 'x')));
        QVERIFY(!again->verify("short", "message", signature));
        QVERIFY(!again->verify(publicKey, "message", {}));
    }

    void nobodyElseMayReadIt()
    {
        make()->sign("x", 1);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOwner;
        QVERIFY(!(QFile::permissions(path()) & others));
        QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
        QVERIFY(!make()->publicKey().isEmpty());
        QVERIFY(!(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void whatCannotBeReadIsNeverReplaced_data()
    {
        QTest::addColumn<int>("byte"); ///< that is damaged; -1: cut, -2: empty
        for (const int byte : {-2, -1, 0, 4, 8, 15, 16, 47, 48, 55})
            QTest::newRow(qPrintable(QString::number(byte))) << byte;
    }
    void whatCannotBeReadIsNeverReplaced()
    {
        QFETCH(int, byte);
        make()->sign("x", 1);
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        QCOMPARE(bytes.size(), 56);
        if (byte < 0)
            bytes = bytes.first(byte == -1 ? 55 : 0);
        else
            bytes[byte] = char(bytes[byte] ^ 1);
        file.seek(0);
        file.write(bytes);
        file.resize(bytes.size());
        file.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"device key"_s));
        auto key = make();
        QVERIFY(key->sign("x", 2).isEmpty());
        QVERIFY(key->publicKey().isEmpty());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
    }

    void aHalfWrittenOneIsNotTaken()
    {
        QFile half(path() + u".new"_s);
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.write("AIOD");
        half.close();
        QCOMPARE(make()->sign("x", 1).size(), 64);
        QVERIFY(!QFile::exists(half.fileName()));
    }

    void aFolderThatCannotBeWrittenMeansNoSignature()
    {
        StoredDeviceKey key(std::make_unique<DeviceKeyFile>(u"/nowhere/at/all/device.key"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"device key"_s));
        QVERIFY(key.sign("x", 1).isEmpty());
    }

    void aStoreOfTheSystemCanTakeItsPlace()
    {
        struct Kept
        {
            QByteArray bytes;
        } kept;
        struct Store final : DeviceKeyStore
        {
            explicit Store(Kept &k) : at(k) {}
            Result<Secret> read() override { return Secret::copyOf(at.bytes); }
            Status write(const Secret &bytes) override
            {
                at.bytes = bytes.reveal().toByteArray();
                return {};
            }
            Kept &at;
        };
        const QByteArray signature = StoredDeviceKey(std::make_unique<Store>(kept)).sign("x", 5);
        QCOMPARE(StoredDeviceKey(std::make_unique<Store>(kept)).sign("x", 6), signature);
    }

private:
    QString path() const { return m_folder->filePath(u"device.key"_s); }
    std::unique_ptr<StoredDeviceKey> make() const { return std::make_unique<StoredDeviceKey>(std::make_unique<DeviceKeyFile>(path())); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestStoredDeviceKey)
#include "tst_storeddevicekey.moc"
