#include "cli/storeddevicekey.h"
#include "cli/systemkeychain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::cli;
using namespace Qt::StringLiterals;

namespace {

class FakeKeychain final : public DeviceKeychain
{
public:
    enum Mood { Good, Absent, Locked, Slow, Empty, Lying, Short };
    struct Drawer
    {
        QMap<QString, QByteArray> entries;
        Mood mood = Good;
    };

    explicit FakeKeychain(Drawer &drawer) : m_drawer(drawer) {}
    Result<Secret> read(const QString &entry) override
    {
        switch (m_drawer.mood) {
        case Absent: return std::unexpected(Error{Errc::NotFound, u"no keychain"_s});
        case Locked: return std::unexpected(Error{Errc::Denied, u"locked"_s});
        case Slow: return std::unexpected(Error{Errc::TimedOut, u"slow"_s});
        case Lying: return Secret(QByteArray(32, 'x'));
        case Short: return Secret(QByteArray(5, 'x'));
        case Empty: return std::unexpected(Error{Errc::NotFound, u"no entry"_s});
        case Good: break;
        }
        return m_drawer.entries.contains(entry) ? Result<Secret>(Secret::copyOf(m_drawer.entries[entry])) : std::unexpected(Error{Errc::NotFound, u"no entry"_s});
    }
    Status write(const QString &entry, const Secret &value) override
    {
        if (m_drawer.mood == Absent || m_drawer.mood == Locked || m_drawer.mood == Slow)
            return std::unexpected(read(entry).error());
        m_drawer.entries.insert(entry, value.reveal().toByteArray());
        return {};
    }
    Status remove(const QString &entry) override
    {
        m_drawer.entries.remove(entry);
        return {};
    }

private:
    Drawer &m_drawer;
};

} // namespace

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
            Status replace(const Secret &bytes) override { return write(bytes); }
            Kept &at;
        };
        const QByteArray signature = StoredDeviceKey(std::make_unique<Store>(kept)).sign("x", 5);
        QCOMPARE(StoredDeviceKey(std::make_unique<Store>(kept)).sign("x", 6), signature);
    }

    void theKeychainKeepsTheSameKey()
    {
        FakeKeychain::Drawer drawer;
        const QByteArray signature = make(&drawer)->sign("message", 17), publicKey = make(&drawer)->publicKey();
        auto key = make(&drawer);
        QVERIFY(!key->isInKeychain());
        QVERIFY(key->keepInKeychain(true));
        QVERIFY(key->isInKeychain());
        QCOMPARE(drawer.entries.size(), 1);
        QCOMPARE(key->sign("message", 99), signature);
        QVERIFY(!fileBytes().contains(drawer.entries.first())); // the private half is nowhere else
        QVERIFY(fileBytes().contains(publicKey));
        auto again = make(&drawer);
        QCOMPARE(again->publicKey(), publicKey);
        QCOMPARE(again->since(), 17);
        QCOMPARE(again->sign("message", 99), signature);
        QVERIFY(again->keepInKeychain(false));
        QVERIFY(drawer.entries.isEmpty());
        QCOMPARE(make()->sign("message", 99), signature); // without any keychain
    }

    void aBadKeychainNeverLeadsToAnotherKey_data()
    {
        QTest::addColumn<int>("mood");
        QTest::newRow("absent") << int(FakeKeychain::Absent);
        QTest::newRow("locked") << int(FakeKeychain::Locked);
        QTest::newRow("slow") << int(FakeKeychain::Slow);
        QTest::newRow("empty") << int(FakeKeychain::Empty);
        QTest::newRow("with another key") << int(FakeKeychain::Lying);
        QTest::newRow("with a few bytes") << int(FakeKeychain::Short);
        QTest::newRow("none at all") << -1;
    }
    void aBadKeychainNeverLeadsToAnotherKey()
    {
        QFETCH(int, mood);
        FakeKeychain::Drawer drawer;
        const QByteArray signature = make(&drawer)->sign("message", 17), publicKey = make(&drawer)->publicKey();
        QVERIFY(make(&drawer)->keepInKeychain(true));
        const QByteArray file = fileBytes();
        drawer.mood = FakeKeychain::Mood(qMax(0, mood));
        auto key = make(mood < 0 ? nullptr : &drawer);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"does not give it"_s));
        QVERIFY(key->sign("message", 99).isEmpty());
        QVERIFY(key->sign("message", 100).isEmpty());
        QCOMPARE(key->publicKey(), publicKey); // old signatures can be checked all the same
        QCOMPARE(key->since(), 17);
        QVERIFY(!key->keepInKeychain(false));
        QVERIFY(key->isInKeychain());
        QCOMPARE(fileBytes(), file);
        if (mood < 0)
            return;
        drawer.mood = FakeKeychain::Good;
        QCOMPARE(key->sign("message", 101), signature); // it was unlocked meanwhile
    }

    void aKeychainThatKeepsNothingDoesNotGetTheKey_data()
    {
        QTest::addColumn<int>("mood");
        QTest::newRow("absent") << int(FakeKeychain::Absent);
        QTest::newRow("locked") << int(FakeKeychain::Locked);
        QTest::newRow("slow") << int(FakeKeychain::Slow);
        QTest::newRow("takes it and has nothing") << int(FakeKeychain::Empty);
        QTest::newRow("takes it and gives another one") << int(FakeKeychain::Lying);
    }
    void aKeychainThatKeepsNothingDoesNotGetTheKey()
    {
        QFETCH(int, mood);
        FakeKeychain::Drawer drawer;
        const QByteArray signature = make(&drawer)->sign("message", 17), file = fileBytes();
        drawer.mood = FakeKeychain::Mood(mood);
        auto key = make(&drawer);
        QVERIFY(!key->keepInKeychain(true));
        QVERIFY(!key->isInKeychain());
        QCOMPARE(fileBytes(), file);
        QCOMPARE(make()->sign("message", 1), signature);
    }

    void theHelperIsNotWaitedForTwice()
    {
        SystemKeychain slow(program("exec sleep 600"), std::chrono::milliseconds(300));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(slow.read(u"x"_s).error().code, Errc::TimedOut);
        QCOMPARE_GE(timer.restart(), 250);
        QCOMPARE(slow.read(u"x"_s).error().code, Errc::TimedOut);
        QCOMPARE_LT(timer.restart(), 250);
        SystemKeychain late(program("read -r go < %1 && printf d%2", 32), std::chrono::milliseconds(0));
        QCOMPARE(late.read(u"x"_s).error().code, Errc::TimedOut); // a person types the passphrase of the keyring
        QFile go(m_folder->filePath(u"go"_s));
        QVERIFY(go.open(QIODevice::WriteOnly) && go.write("go\n") == 3);
        go.close();
        Result<Secret> value = late.read(u"x"_s);
        QTRY_VERIFY((value = value ? std::move(value) : late.read(u"x"_s)).has_value());
        QCOMPARE(value->size(), 32);
    }

    void whatTheHelperSaysIsChecked_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("error"); ///< -1: a value
        QTest::newRow("nothing") << QByteArray("exit 0") << int(Errc::Failed);
        QTest::newRow("junk") << QByteArray("printf 'Z whatever'") << int(Errc::Failed);
        QTest::newRow("missing") << QByteArray("printf m") << int(Errc::NotFound);
        QTest::newRow("no keychain") << QByteArray("printf n") << int(Errc::NotFound);
        QTest::newRow("locked") << QByteArray("printf r") << int(Errc::Denied);
        QTest::newRow("without an end") << QByteArray("printf d; exec cat /dev/zero") << -1;
        QTest::newRow("a value") << QByteArray("printf dabc") << -1;
    }
    void whatTheHelperSaysIsChecked()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, error);
        SystemKeychain keychain(program(script), std::chrono::seconds(20));
        const auto value = keychain.read(u"x"_s);
        QCOMPARE(value ? -1 : int(value.error().code), error);
        if (value)
            QVERIFY(value->size() <= 4096);
        SystemKeychain absent(u"/nowhere/at/all"_s, std::chrono::seconds(20));
        QCOMPARE(absent.read(u"x"_s).error().code, Errc::Failed);
        QCOMPARE(absent.write(u"x"_s, Secret(QByteArray("abc"))).error().code, Errc::Failed);
    }

    void withoutAKeyThereIsNothingToMove()
    {
        FakeKeychain::Drawer drawer;
        QCOMPARE(make(&drawer)->keepInKeychain(true).error().code, Errc::NotFound);
        QVERIFY(!QFile::exists(path()));
    }

private:
    /// A helper that does this instead. %1: a file to wait for, %2: so many letters.
    QString program(QByteArray script, int letters = 0) const
    {
        const QString go = m_folder->filePath(u"go"_s), path = m_folder->filePath(u"helper"_s);
        if (script.contains("%1"))
            QProcess::execute(u"mkfifo"_s, {go});
        script.replace("%1", go.toUtf8()).replace("%2", QByteArray(letters, 'x'));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write("#!/bin/sh\n" + script + '\n');
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    QByteArray fileBytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<StoredDeviceKey> make(FakeKeychain::Drawer *drawer) const
    {
        return std::make_unique<StoredDeviceKey>(std::make_unique<DeviceKeyFile>(path(), drawer ? std::make_unique<FakeKeychain>(*drawer) : nullptr));
    }
    QString path() const { return m_folder->filePath(u"device.key"_s); }
    std::unique_ptr<StoredDeviceKey> make() const { return std::make_unique<StoredDeviceKey>(std::make_unique<DeviceKeyFile>(path())); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestStoredDeviceKey)
#include "tst_storeddevicekey.moc"
