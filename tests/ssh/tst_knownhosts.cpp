#include "ssh/client/knownhosts.h"
#include "ssh/client/knownhostsfile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QMessageAuthenticationCode>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace aiops;
using namespace aiops::ssh;
using namespace Qt::StringLiterals;
using Match = KnownHosts::Match;

namespace {

HostKey key(const QByteArray &type, char fill)
{
    const quint32 size = qToBigEndian(quint32(type.size()));
    return {type, QByteArray(reinterpret_cast<const char *>(&size), 4) + type + QByteArray(36, fill)};
}

const HostKey kA = key("ssh-ed25519", 'a');
const HostKey kB = key("ssh-ed25519", 'b');
const HostKey kRsa = key("ssh-rsa", 'r');

QByteArray text(const HostKey &k)
{
    return k.type + ' ' + k.blob.toBase64();
}

QByteArray hashed(const QByteArray &name, const QByteArray &salt = "12345678901234567890")
{
    return "|1|" + salt.toBase64() + '|' + QMessageAuthenticationCode::hash(name, salt, QCryptographicHash::Sha1).toBase64();
}

} // namespace

class TestKnownHosts final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString own() const { return m_folder->filePath(u"own"_s); }
    QString user() const { return m_folder->filePath(u"user"_s); }
    void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void linesAreMatched_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<Match>("match");
        const QByteArray a = ' ' + text(kA), b = ' ' + text(kB), rsa = ' ' + text(kRsa);
        QTest::newRow("plain") << "web-1" + a << u"web-1"_s << 22 << Match::Known;
        QTest::newRow("case") << "Web-1" + a << u"WEB-1"_s << 22 << Match::Known;
        QTest::newRow("list") << "web-1,10.0.0.1" + a << u"10.0.0.1"_s << 22 << Match::Known;
        QTest::newRow("other host") << "web-2" + a << u"web-1"_s << 22 << Match::Unknown;
        QTest::newRow("other port") << "web-1" + a << u"web-1"_s << 2222 << Match::Unknown;
        QTest::newRow("port") << "[web-1]:2222" + a << u"web-1"_s << 2222 << Match::Known;
        QTest::newRow("star") << "*.example.org" + a << u"db.example.org"_s << 22 << Match::Known;
        QTest::newRow("question mark") << "web-?" + a << u"web-1"_s << 22 << Match::Known;
        QTest::newRow("question mark too short") << "web-?" + a << u"web-"_s << 22 << Match::Unknown;
        QTest::newRow("negated") << "*.example.org,!db.example.org" + a << u"db.example.org"_s << 22 << Match::Unknown;
        QTest::newRow("hashed") << hashed("web-1") + a << u"web-1"_s << 22 << Match::Known;
        QTest::newRow("hashed port") << hashed("[web-1]:2222") + a << u"web-1"_s << 2222 << Match::Known;
        QTest::newRow("hashed other") << hashed("web-2") + a << u"web-1"_s << 22 << Match::Unknown;
        QTest::newRow("changed") << "web-1" + b << u"web-1"_s << 22 << Match::Changed;
        QTest::newRow("other type") << "web-1" + rsa << u"web-1"_s << 22 << Match::Unknown;
        QTest::newRow("several") << "web-1" + b + "\nweb-1" + a << u"web-1"_s << 22 << Match::Known;
        QTest::newRow("revoked") << "web-1" + a + "\n@revoked *" + a << u"web-1"_s << 22 << Match::Revoked;
        QTest::newRow("other revoked") << "web-1" + a + "\n@revoked *" + b << u"web-1"_s << 22 << Match::Known;
        QTest::newRow("authority") << "@cert-authority *" + a << u"web-1"_s << 22 << Match::Unknown;
        QTest::newRow("comment") << "# web-1" + a << u"web-1"_s << 22 << Match::Unknown;
        QTest::newRow("tabs and CR") << "web-1\t" + text(kA).replace(' ', '\t') + " note\r" << u"web-1"_s << 22 << Match::Known;
    }

    void linesAreMatched()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(Match, match);
        write(user(), line + '\n');
        KnownHosts known(own(), {user()});
        const auto verdict = known.check(host, quint16(port), kA);
        QVERIFY(verdict);
        QCOMPARE(verdict->match, match);
    }

    void binaryRubbishIsAnError()
    {
        write(user(), QByteArray(5000, '\0') + "\xff\xfe");
        KnownHosts known(own(), {user()});
        QCOMPARE(known.check(u"web-1"_s, 22, kA).error().code, Errc::Corrupt);
    }

    void aFolderInPlaceOfTheFileIsAnError()
    {
        QVERIFY(QDir().mkpath(user()));
        KnownHosts known(own(), {user()});
        QVERIFY(!known.check(u"web-1"_s, 22, kA));
    }

    void endlessLinesAndNulsDoNotHideTheRest()
    {
        write(user(), QByteArray(1'000'000, 'x') + "\nweb\0-1 x y\n@cert-authority * " + text(kA) + "\nweb-1 " + text(kA) + '\n');
        KnownHosts known(own(), {user()});
        QCOMPARE(known.check(u"web-1"_s, 22, kA)->match, Match::Known);
        QVERIFY(known.warnings().size() >= 2);
        QVERIFY(known.warnings().first().contains(u":1:"_s));
    }

    void trustWritesOnlyTheOwnFileAndKeepsItsLines()
    {
        write(own(), "# my note\nsomething odd\nweb-2 " + text(kRsa) + '\n');
        KnownHosts known(own(), {user()});
        QVERIFY(known.trust(u"web-1"_s, 2222, kA));
        const QByteArray content = read(own());
        QVERIFY(content.startsWith("# my note\nsomething odd\nweb-2 "));
        QVERIFY(content.contains("[web-1]:2222 " + text(kA)));
        QVERIFY(!QFile::exists(user()));
        QCOMPARE(QFileInfo(own()).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        QCOMPARE(known.check(u"web-1"_s, 2222, kA)->match, Match::Known);
    }

    void replaceDropsTheOldKeyOfThatTypeOnly()
    {
        KnownHosts known(own(), {});
        QVERIFY(known.trust(u"web-1"_s, 22, kA));
        QVERIFY(known.trust(u"web-1"_s, 22, kRsa));
        QVERIFY(known.replace(u"web-1"_s, 22, kB));
        QCOMPARE(known.check(u"web-1"_s, 22, kA)->match, Match::Changed);
        QCOMPARE(known.check(u"web-1"_s, 22, kB)->match, Match::Known);
        QCOMPARE(known.check(u"web-1"_s, 22, kRsa)->match, Match::Known);
        QVERIFY(known.forget(u"web-1"_s, 22));
        QVERIFY(known.entries()->isEmpty());
    }

    void usesAreCounted()
    {
        {
            KnownHosts known(own(), {});
            QVERIFY(known.trust(u"web-1"_s, 22, kA));
            known.noteUse(u"web-1"_s, 22, kA);
            known.noteUse(u"web-1"_s, 22, kA);
        }
        KnownHosts again(own(), {});
        const KnownHostKey entry = again.entries()->first().key;
        QCOMPARE(entry.uses, 2);
        QCOMPARE(entry.origin, u"own"_s);
        QVERIFY(entry.firstSeen.isValid() && entry.lastSeen.isValid());
    }

    void aFileThatChangedOnDiskIsReadAgain()
    {
        KnownHosts known(own(), {user()});
        QCOMPARE(known.check(u"web-1"_s, 22, kA)->match, Match::Unknown);
        write(user(), "web-1 " + text(kA) + '\n');
        QCOMPARE(known.check(u"web-1"_s, 22, kA)->match, Match::Known);
    }

    void storedTypesComeFirst()
    {
        write(user(), "web-1 " + text(kRsa) + "\nweb-1 " + text(kA) + '\n');
        KnownHosts known(own(), {user()});
        QCOMPARE(known.preferredTypes(u"web-1"_s, 22), (QList<QByteArray>{"ssh-rsa", "ssh-ed25519"}));
        QVERIFY(known.preferredTypes(u"web-2"_s, 22).isEmpty());
    }

    /// With plain names, patterns and hashes between each other, and asked twice.
    void linesAreFoundAsIfEachWasTried()
    {
        const QList<QByteArray> hosts{"web-1",           "WEB-1,db",        hashed("web-1"),    "*",           "web-1,!db",   "db,db,web-2", "[web-1]:2222",
                                      hashed("[web-1]:2222"), "web-?,web-1", "!web-1,*",         "web-1,*.org", ",web-1,",     "a.org",       hashed("db") + ",web-1", "web-1"};
        QByteArray content;
        for (const QByteArray &each : hosts)
            content += each + ' ' + text(kA) + '\n';
        write(user(), content);
        const auto file = readKnownHosts(user());
        QCOMPARE(file->lines.size(), hosts.size());
        for (int turn = 0; turn < 2; ++turn) {
            for (const QByteArray &name : {"web-1"_ba, "web-2"_ba, "db"_ba, "[web-1]:2222"_ba, "a.org"_ba, "x"_ba, ""_ba, "*"_ba, "web-?"_ba}) {
                QList<qsizetype> expected;
                for (qsizetype i = 0; i < file->lines.size(); ++i) {
                    if (file->lines[i].matches(name))
                        expected += i;
                }
                QCOMPARE(file->linesOf(name), expected);
            }
        }
    }

    void tenThousandHashedLinesAreSearchedQuickly()
    {
        QByteArray content;
        for (int i = 0; i < 10'000; ++i)
            content += hashed("host-" + QByteArray::number(i)) + ' ' + text(kA) + '\n';
        write(user(), content);
        KnownHosts known(own(), {user()});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(known.check(u"host-9999"_s, 22, kA)->match, Match::Known);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestKnownHosts)
#include "tst_knownhosts.moc"
