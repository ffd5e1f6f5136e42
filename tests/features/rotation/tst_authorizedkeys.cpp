#include "features/rotation/authorizedkeys.h"

#include <QTest>

using namespace aiops::rotation;
using namespace Qt::StringLiterals;

namespace {

/// Two blobs that differ; the content of a key does not matter here.
QByteArray blob(char fill, const QByteArray &type = "ssh-ed25519")
{
    const char size[4] = {0, 0, 0, char(type.size())};
    return QByteArray(size, 4) + type + QByteArray("\0\0\0\x20", 4) + QByteArray(32, fill);
}
QByteArray key(char fill)
{
    return "ssh-ed25519 " + blob(fill).toBase64();
}

} // namespace

class TestAuthorizedKeys : public QObject
{
    Q_OBJECT

private slots:
    void keysAreFoundWhereSshdSeesThem_data();
    void keysAreFoundWhereSshdSeesThem();
    void theNewKeyComesBesideTheOldOne_data();
    void theNewKeyComesBesideTheOldOne();
    void exactlyTheLinesOfTheKeyGo_data();
    void exactlyTheLinesOfTheKeyGo();
    void addingAndRemovingGivesTheSameFile();
    void whatIsInALineIsRead();
    void aPublicKeyFileGivesItsBlob();
    void rubbishIsNoKey_data();
    void rubbishIsNoKey();
    void theChecksumIsThatOfCksum();
};

void TestAuthorizedKeys::keysAreFoundWhereSshdSeesThem_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<bool>("has");
    QTest::newRow("plain") << key('a') + " me\n" << true;
    QTest::newRow("no comment, no line end") << key('a') << true;
    QTest::newRow("CRLF") << key('a') + " me\r\n" << true;
    QTest::newRow("indented by tabs") << "\t" + QByteArray(key('a')).replace(' ', '\t') + "\tme\n" << true;
    QTest::newRow("options") << "restrict,from=\"10.0.0.0/8\" " + key('a') + " me\n" << true;
    QTest::newRow("options with blanks and quotes") << "command=\"echo \\\"a b\\\" c\",no-pty " + key('a') + "\n" << true;
    QTest::newRow("commented out") << "# " + key('a') + "\n" << false;
    QTest::newRow("as the comment of another") << key('b') + " " + key('a') + "\n" << false;
    QTest::newRow("inside an option") << "command=\"x " + key('a') + " \" " + key('b') + "\n" << false;
    QTest::newRow("quote that never ends") << "command=\"x " + key('a') + "\n" << false;
    QTest::newRow("another type in front") << "ssh-rsa " + blob('a').toBase64() + "\n" << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestAuthorizedKeys::keysAreFoundWhereSshdSeesThem()
{
    QFETCH(const QByteArray, file);
    QTEST(hasKey(file, blob('a')), "has");
}

void TestAuthorizedKeys::theNewKeyComesBesideTheOldOne_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("with");
    const QByteArray old = key('a'), fresh = key('n'), other = key('b');
    QTest::newRow("plain") << old + " me\n" << old + " me\n" + fresh + " me\n";
    QTest::newRow("in the middle") << old + " me\n" + other + "\n" << old + " me\n" + fresh + " me\n" + other + "\n";
    QTest::newRow("keeps options and comment") << "from=\"1.2.3.4\" " + old + " me at work\n"
                                               << "from=\"1.2.3.4\" " + old + " me at work\nfrom=\"1.2.3.4\" " + fresh + " me at work\n";
    QTest::newRow("no line end") << old + " me" << old + " me\n" + fresh + " me\n";
    QTest::newRow("CRLF") << other + "\r\n" + old + " me\r\n" << other + "\r\n" + old + " me\r\n" + fresh + " me\r\n";
    QTest::newRow("twice: after the last") << old + " 1\n" + old + " 2\n" << old + " 1\n" + old + " 2\n" + fresh + " 2\n";
    QTest::newRow("there already") << fresh + " x\n" + old + "\n" << fresh + " x\n" + old + "\n";
    QTest::newRow("old one not listed") << other + "\n" << other + "\n" + fresh + " deploy\n";
    QTest::newRow("old one not listed, no line end") << other << other + "\n" + fresh + " deploy\n";
    QTest::newRow("empty") << QByteArray() << fresh + " deploy\n";
}

void TestAuthorizedKeys::theNewKeyComesBesideTheOldOne()
{
    QFETCH(const QByteArray, file);
    QTEST(withKey(file, blob('a'), blob('n'), u"deploy"_s), "with");
}

void TestAuthorizedKeys::exactlyTheLinesOfTheKeyGo_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("left");
    const QByteArray old = key('a'), other = key('b');
    QTest::newRow("only one") << old + " me\n" << QByteArray();
    QTest::newRow("every one, whatever the comment") << old + " 1\n" + other + "\nrestrict " + old + " 2\n" << other + "\n";
    QTest::newRow("the last without line end") << other + "\n" + old << other + "\n";
    QTest::newRow("comments and rubbish stay") << "# me\n\nrubbish\n" + old + "\n# " + old + "\n" << "# me\n\nrubbish\n# " + old + "\n";
    QTest::newRow("as the comment of another") << other + " " + old + "\n" << other + " " + old + "\n";
    QTest::newRow("same comment, other key") << other + " me\n" << other + " me\n";
    QTest::newRow("CRLF") << other + "\r\n" + old + "\r\n" << other + "\r\n";
}

void TestAuthorizedKeys::exactlyTheLinesOfTheKeyGo()
{
    QFETCH(const QByteArray, file);
    QTEST(withoutKey(file, blob('a')), "left");
}

void TestAuthorizedKeys::addingAndRemovingGivesTheSameFile()
{
    const QByteArray file = "# mine\r\nrestrict " + key('a') + " x\r\n" + QByteArray("\xff\x00 bytes\n", 9) + key('b') + "\n";
    const QByteArray with = withKey(file, blob('a'), blob('n'), u"deploy"_s);
    QVERIFY(hasKey(with, blob('n')));
    QCOMPARE(withoutKey(with, blob('n')), file);
}

void TestAuthorizedKeys::whatIsInALineIsRead()
{
    const QByteArray file = "\n# x\nfrom=\"a b\",no-pty " + key('a') + "  me at home \n";
    const QList<AuthorizedKey> keys = authorizedKeys(file);
    QCOMPARE(keys.size(), 1);
    QCOMPARE(keys.first().line, 3);
    QCOMPARE(keys.first().options, "from=\"a b\",no-pty"_ba);
    QCOMPARE(keys.first().type, "ssh-ed25519"_ba);
    QCOMPARE(keys.first().comment.trimmed(), "me at home"_ba);
    QVERIFY(keys.first().fingerprint().startsWith(u"SHA256:"_s));
}

void TestAuthorizedKeys::aPublicKeyFileGivesItsBlob()
{
    QCOMPARE(blobOf(key('a') + " me\n"), blob('a'));
    QVERIFY(blobOf("-----BEGIN OPENSSH PRIVATE KEY-----\n").isEmpty());
}

void TestAuthorizedKeys::rubbishIsNoKey_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("cut base64") << "ssh-ed25519 AAAA\n"_ba;
    QTest::newRow("no base64") << "ssh-ed25519 $$$$ x\n"_ba;
    QTest::newRow("type only") << "ssh-ed25519\n"_ba;
    QTest::newRow("type far too long") << "x " + QByteArray("\x7f\xff\xff\xff").toBase64() + "\n";
    QTest::newRow("NUL") << QByteArray("\0\0\0", 3);
    QTest::newRow("blanks") << "   \t \n \n"_ba;
}

void TestAuthorizedKeys::rubbishIsNoKey()
{
    QFETCH(const QByteArray, file);
    QVERIFY(authorizedKeys(file).isEmpty());
    QCOMPARE(withoutKey(file, blob('a')), file);
}

void TestAuthorizedKeys::theChecksumIsThatOfCksum()
{
    QCOMPARE(posixChecksum(""), "4294967295 0"_ba);
    QCOMPARE(posixChecksum("123456789"), "930766865 9"_ba);
}

QTEST_APPLESS_MAIN(TestAuthorizedKeys)
#include "tst_authorizedkeys.moc"
