#include "features/rotation/awsintent.h"
#include "features/rotation/awsrotator.h"

#include "support/process.h"
#include "vault/vaulthome.h"

#include <QTcpSocket>

using namespace aiops;
using namespace aiops::rotation;
using namespace aiops::vault;
using namespace std::chrono_literals;

/// Against a small IAM of our own, which checks signatures, and the moto emulator where it is installed.
class TestAwsRotator : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theSignatureIsThatOfTheSpecification();
    void aKeyIsCreatedTestedAdoptedAndTheOldOneDisabled();
    void theOldKeyIsDeletedWhenItsTimeIsOver();
    void aKeyThatNeverWorksIsTakenBack();
    void twoKeysAlreadyEndWithWords();
    void stoppedAnywhereItGoesOn_data();
    void stoppedAnywhereItGoesOn();
    void aNewKeyIsOursOnlyWhenThatIsCertain_data();
    void aNewKeyIsOursOnlyWhenThatIsCertain();
    void aStrangersKeyStopsTheResume();
    void curlGetsEverythingOnItsInput();
    void onlyHttpsOrThisComputer();
    void motoTakesTheSameCalls();

private:
    bool serve(int pending = 0);
    QJsonObject keys() const;
    AwsRotator::Parts parts() { return {*m_home->vault, m_home->gatekeeper, m_home->clock, std::make_shared<ExternalPost>(), 5ms}; }
    Result<Rotation> rotate(AwsRotator &rotator)
    {
        return finished(rotator.rotate(m_home->permit(team::Action::CredentialRotate), m_id, {.endpoint = QUrl(u"http://127.0.0.1:%1/"_s.arg(m_port)), .keepDays = 7}));
    }
    QString stored() const { return m_home->vault->find(u"aws"_s)->detail; }

    std::unique_ptr<vault::Home> m_home;
    std::unique_ptr<test::ServerProcess> m_server;
    quint16 m_port = 0;
    CredentialId m_id;
};

void TestAwsRotator::init()
{
    m_home = std::make_unique<vault::Home>();
    m_home->clock.shiftWall(std::chrono::milliseconds(m_home->clock.now().msecsTo(QDateTime::currentDateTimeUtc())));
    QVERIFY(m_home->create());
    m_home->vault->setAutoLock(0s); // days pass
    const auto added = finished(m_home->vault->add(m_home->permit(team::Action::CredentialAdd),
                                                   {.name = u"aws"_s, .kind = Kind::AwsKey, .user = {}, .notes = {}, .value = secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                                                    .keyPassphrase = {}, .fields = {{u"access_key_id"_s, u"AKIAIOSFODNN7EXAMPLE"_s}}}));
    QVERIFY2(added, added ? "" : qPrintable(added.error().text));
    m_id = added->id;
}

void TestAwsRotator::cleanup()
{
    m_server.reset();
    m_home.reset();
}

bool TestAwsRotator::serve(int pending)
{
    QFile state(m_home->dir.filePath(u"keys.json"_s));
    if (!state.open(QFile::WriteOnly))
        return false;
    state.write(R"({"AKIAIOSFODNN7EXAMPLE": {"secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "status": "Active", "created": "2020-01-01T00:00:00Z"}})");
    state.close();
    m_port = test::freePort();
    m_server = std::make_unique<test::ServerProcess>();
    return m_server->start(u"python3"_s, {QStringLiteral(AIOPS_SOURCE_DIR "/tests/features/rotation/fakeaws.py"), QString::number(m_port), state.fileName(), QString::number(pending)},
                           m_home->dir.filePath(u"aws.log"_s))
           && QTest::qWaitFor([this] {
                  QTcpSocket probe;
                  probe.connectToHost(u"127.0.0.1"_s, m_port);
                  return probe.waitForConnected(200);
              }, 10'000);
}

QJsonObject TestAwsRotator::keys() const
{
    QFile state(m_home->dir.filePath(u"keys.json"_s));
    return state.open(QFile::ReadOnly) ? QJsonDocument::fromJson(state.readAll()).object() : QJsonObject();
}

/// The numbers come from an independent implementation (hmac of Python) of the same request.
void TestAwsRotator::theSignatureIsThatOfTheSpecification()
{
    const AwsKey key{.id = "AKIAIOSFODNN7EXAMPLE", .secret = secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")};
    const auto headers = awsHeaders({.service = "sts", .region = "us-east-1", .host = "sts.amazonaws.com", .body = "Action=GetCallerIdentity&Version=2011-06-15"}, key,
                                    QDateTime(QDate(2026, 11, 25), QTime(12, 0, 5), QTimeZone::UTC));
    QCOMPARE(headers[1].second, "20261125T120005Z"_ba);
    QCOMPARE(headers[2].second, QByteArray("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261125/us-east-1/sts/aws4_request, "
                                           "SignedHeaders=content-type;host;x-amz-date, Signature=eabf7f587387fdd47a0f1186b35431f906ae805607c4d829bd7972fe200fbcf6"));
    QCOMPARE(awsForm({{"A", "b c&d=e/f+g"}, {"Z", "~-_."}}), "A=b%20c%26d%3De%2Ff%2Bg&Z=~-_."_ba);
}

void TestAwsRotator::aKeyIsCreatedTestedAdoptedAndTheOldOneDisabled()
{
    QVERIFY(serve(3));
    AwsRotator rotator(parts());
    const Result<Rotation> rotation = rotate(rotator);
    QVERIFY2(rotation, rotation ? "" : qPrintable(rotation.error().text + rotation.error().detail));
    QCOMPARE(rotation->step, RotationStep::OldRevoked);
    QCOMPARE(keys().size(), 2);
    QCOMPARE(keys()[u"AKIAIOSFODNN7EXAMPLE"_s].toObject()[u"status"_s].toString(), u"Inactive"_s);
    QVERIFY(stored().startsWith(u"AKIANEW"_s));
    QCOMPARE(m_home->vault->find(u"aws"_s)->version, 2U);
    const auto value = finished(m_home->vault->value(m_id, Purpose::Cloud, m_home->permit(team::Action::CredentialUse)));
    QVERIFY(value);
    QCOMPARE(QString::fromUtf8(value->value->reveal()), keys()[stored()].toObject()[u"secret"_s].toString());
    QVERIFY(!m_home->contains(keys()[stored()].toObject()[u"secret"_s].toString().toUtf8()) || QFile::exists(m_home->dir.filePath(u"keys.json"_s)));
}

void TestAwsRotator::theOldKeyIsDeletedWhenItsTimeIsOver()
{
    QVERIFY(serve());
    AwsRotator rotator(parts());
    QVERIFY(rotate(rotator));
    QCOMPARE(finished(rotator.deleteDue()).value_or(-1), 0);
    m_home->clock.advance(6 * 24h);
    QCOMPARE(finished(rotator.deleteDue()).value_or(-1), 0);
    m_home->clock.advance(25h);
    QCOMPARE(finished(rotator.deleteDue()).value_or(-1), 1);
    QCOMPARE(keys().keys(), QStringList{stored()});
    QCOMPARE(finished(rotator.deleteDue()).value_or(-1), 0);
}

void TestAwsRotator::aKeyThatNeverWorksIsTakenBack()
{
    QVERIFY(serve(1000));
    AwsRotator rotator(parts());
    const Result<Rotation> rotation = rotate(rotator);
    QVERIFY2(rotation, rotation ? "" : qPrintable(rotation.error().text));
    QCOMPARE(rotation->step, RotationStep::Failed);
    QVERIFY(rotation->message.contains(u"old one is still valid"_s));
    QCOMPARE(keys().keys(), QStringList{u"AKIAIOSFODNN7EXAMPLE"_s});
    QCOMPARE(stored(), u"AKIAIOSFODNN7EXAMPLE"_s);
    QCOMPARE(rotationState(*m_home->vault->find(u"aws"_s), m_home->clock.now(), 14, rotation->progress()).value, RotationState::Failed);
}

void TestAwsRotator::twoKeysAlreadyEndWithWords()
{
    QVERIFY(serve());
    AwsRotator rotator(parts());
    QVERIFY(rotate(rotator));
    const Result<Rotation> again = rotate(rotator);
    QVERIFY2(again, again ? "" : qPrintable(again.error().text));
    QCOMPARE(again->step, RotationStep::Failed);
    QVERIFY(again->message.contains(u"two access keys"_s));
}

void TestAwsRotator::stoppedAnywhereItGoesOn_data()
{
    QTest::addColumn<QString>("point");
    for (const QString &point : {u"create"_s, u"created"_s, u"test"_s, u"adopt"_s, u"adopted"_s, u"disabled"_s, u"end"_s})
        QTest::newRow(qPrintable(point)) << point;
}

/// As a crash: everything that waits is dropped, and the database opened again.
void TestAwsRotator::stoppedAnywhereItGoesOn()
{
    QFETCH(const QString, point);
    QVERIFY(serve());
    {
        auto rotator = std::make_unique<AwsRotator>(parts());
        bool reached = false;
        rotator->setProbe([&](const QString &at) {
            if (at == point && !std::exchange(reached, true))
                QTimer::singleShot(0, qApp, [&] { rotator.reset(); });
            if (at == point)
                m_server->stop(); // what it asks next fails
        });
        const Result<Rotation> rotation = rotate(*rotator);
        QVERIFY(reached);
        (void)rotation;
        QTRY_VERIFY(!rotator);
    }
    m_home->reopen();
    QVERIFY(m_home->unlock());
    QVERIFY(m_server->start(u"python3"_s, {QStringLiteral(AIOPS_SOURCE_DIR "/tests/features/rotation/fakeaws.py"), QString::number(m_port), m_home->dir.filePath(u"keys.json"_s)},
                            m_home->dir.filePath(u"aws.log"_s)));
    QVERIFY(QTest::qWaitFor([this] {
        QTcpSocket probe;
        probe.connectToHost(u"127.0.0.1"_s, m_port);
        return probe.waitForConnected(200);
    }, 10'000));
    AwsRotator again(parts());
    const auto last = Rotations(*m_home->vault).latest(m_id);
    QVERIFY(last && *last);
    if ((*last)->isRunning()) {
        const Result<Rotation> rotation = finished(again.resume(m_home->permit(team::Action::CredentialRotate), m_id));
        QVERIFY2(rotation, rotation ? "" : qPrintable(rotation.error().text + rotation.error().detail));
        QCOMPARE(rotation->step, RotationStep::OldRevoked);
    }
    QCOMPARE(keys().size(), 2);
    QCOMPARE(keys()[u"AKIAIOSFODNN7EXAMPLE"_s].toObject()[u"status"_s].toString(), u"Inactive"_s);
    const auto value = finished(m_home->vault->value(m_id, Purpose::Cloud, m_home->permit(team::Action::CredentialUse)));
    QVERIFY(value);
    QCOMPARE(QString::fromUtf8(value->value->reveal()), keys()[stored()].toObject()[u"secret"_s].toString());
}

void TestAwsRotator::aNewKeyIsOursOnlyWhenThatIsCertain_data()
{
    QTest::addColumn<QStringList>("fresh"); ///< id and seconds after the intent
    QTest::addColumn<QString>("orphan");    ///< "?": the person is asked
    QTest::newRow("none") << QStringList{} << QString();
    QTest::newRow("one, at once") << QStringList{u"A 1"_s} << u"A"_s;
    QTest::newRow("one, their clock is behind") << QStringList{u"A -30"_s} << u"A"_s;
    QTest::newRow("one, an hour later") << QStringList{u"A 3600"_s} << u"?"_s;
    QTest::newRow("one, long before") << QStringList{u"A -3600"_s} << u"?"_s;
    QTest::newRow("two") << QStringList{u"A 1"_s, u"B 2"_s} << u"?"_s;
}

void TestAwsRotator::aNewKeyIsOursOnlyWhenThatIsCertain()
{
    QFETCH(const QStringList, fresh);
    QFETCH(const QString, orphan);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const AwsKeyInfo old{.id = u"OLD"_s, .createdAt = now.addDays(-90)};
    const QJsonObject plan = withIntent({{u"phase"_s, u"creating"_s}}, {old}, now);
    QList<AwsKeyInfo> keys{old};
    for (const QString &one : fresh)
        keys.append({.id = one.section(u' ', 0, 0), .createdAt = now.addSecs(one.section(u' ', 1).toInt())});
    const Result<QString> found = orphanOf(plan, keys);
    QCOMPARE(found.value_or(u"?"_s), orphan);
    QVERIFY(orphanOf({{u"phase"_s, u"creating"_s}}, keys).value_or(u"?"_s).isEmpty()); // no intent was stored: nothing was made
}

void TestAwsRotator::aStrangersKeyStopsTheResume()
{
    QVERIFY(serve());
    auto rotator = std::make_unique<AwsRotator>(parts());
    rotator->setProbe([&](const QString &at) {
        if (at == "create"_L1)
            QTimer::singleShot(0, qApp, [&] { rotator.reset(); });
        if (at == "create"_L1)
            m_server->stop();
    });
    (void)rotate(*rotator);
    QTRY_VERIFY(!rotator);
    QJsonObject state = keys();
    QVERIFY(state.contains(u"AKIAIOSFODNN7EXAMPLE"_s));
    const QString later = m_home->clock.now().addSecs(3600).toString(u"yyyy-MM-ddTHH:mm:ssZ"_s);
    state.insert(u"AKIASTRANGER"_s, QJsonObject{{u"secret"_s, u"theirs"_s}, {u"status"_s, u"Active"_s}, {u"created"_s, later}});
    QFile file(m_home->dir.filePath(u"keys.json"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(QJsonDocument(state).toJson());
    file.close();
    QVERIFY(m_server->start(u"python3"_s, {QStringLiteral(AIOPS_SOURCE_DIR "/tests/features/rotation/fakeaws.py"), QString::number(m_port), file.fileName()},
                            m_home->dir.filePath(u"aws.log"_s)));
    QVERIFY(QTest::qWaitFor([this] {
        QTcpSocket probe;
        probe.connectToHost(u"127.0.0.1"_s, m_port);
        return probe.waitForConnected(200);
    }, 10'000));
    AwsRotator again(parts());
    const Result<Rotation> stopped = finished(again.resume(m_home->permit(team::Action::CredentialRotate), m_id));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, Errc::Conflict);
    QVERIFY(stopped.error().text.contains(u"AKIASTRANGER"_s));
    QVERIFY(keys().contains(u"AKIASTRANGER"_s));
    state = keys();
    state.remove(u"AKIASTRANGER"_s); // the person looked, and it was not needed
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(QJsonDocument(state).toJson());
    file.close();
    const Result<Rotation> done = finished(again.resume(m_home->permit(team::Action::CredentialRotate), m_id));
    QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    QCOMPARE(done->step, RotationStep::OldRevoked);
}

void TestAwsRotator::curlGetsEverythingOnItsInput()
{
    const QByteArray config = net::curlConfig(QUrl(u"https://iam.amazonaws.com/"_s), {{"Authorization", "a \"b\" \\ c"}}, "Action=X");
    QVERIFY(config.contains("url = \"https://iam.amazonaws.com/\"\n"));
    QVERIFY(config.contains("header = \"Authorization: a \\\"b\\\" \\\\ c\"\n"));
    QVERIFY(config.contains("proto = \"=https\"\n"));
    QVERIFY(config.endsWith("data-raw = \"Action=X\"\n"));
}

void TestAwsRotator::onlyHttpsOrThisComputer()
{
    ExternalPost http;
    QCOMPARE(finished(http.post(QUrl(u"http://example.com/"_s), {}, "x")).error().code, Errc::Invalid);
    QCOMPARE(finished(http.post(QUrl(u"ftp://127.0.0.1/"_s), {}, "x")).error().code, Errc::Invalid);
    QCOMPARE(finished(http.post(QUrl(u"http://127.0.0.1/"_s), {{"A", "b\r\nC: d"}}, "x")).error().code, Errc::Invalid);
}

void TestAwsRotator::motoTakesTheSameCalls()
{
    QVERIFY2(test::runTool(u"python3"_s, {u"-c"_s, u"import moto, flask, flask_cors"_s}), "moto is missing: packaging/toolchain names its packages");
    m_port = test::freePort();
    m_server = std::make_unique<test::ServerProcess>();
    QVERIFY(m_server->start(u"python3"_s, {u"-m"_s, u"moto.server"_s, u"-H"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port)}, m_home->dir.filePath(u"moto.log"_s)));
    QVERIFY(QTest::qWaitFor([this] {
        QTcpSocket probe;
        probe.connectToHost(u"127.0.0.1"_s, m_port);
        return probe.waitForConnected(200);
    }, 30'000));
    const QUrl url(u"http://127.0.0.1:%1/"_s.arg(m_port));
    const auto ask = [&](const QByteArray &body) {
        const AwsKey any{.id = "AKIAIOSFODNN7EXAMPLE", .secret = secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")};
        const AwsCall call{.service = "iam", .host = url.authority().toLatin1(), .body = body};
        return finished(ExternalPost().post(url, awsHeaders(call, any, m_home->clock.now()), body)).value_or(HttpAnswer()).body;
    };
    const auto between = [](const QByteArray &xml, const QByteArray &name) {
        const qsizetype at = xml.indexOf('<' + name + '>') + name.size() + 2;
        return xml.mid(at, xml.indexOf("</" + name + '>') - at);
    };
    ask("Action=CreateUser&UserName=deploy&Version=2010-05-08");
    const QByteArray first = ask("Action=CreateAccessKey&UserName=deploy&Version=2010-05-08");
    const QByteArray oldId = between(first, "AccessKeyId");
    const auto added = finished(m_home->vault->add(m_home->permit(team::Action::CredentialAdd),
                                                   {.name = u"moto"_s, .kind = Kind::AwsKey, .user = {}, .notes = {}, .value = secret(between(first, "SecretAccessKey")),
                                                    .keyPassphrase = {}, .fields = {{u"access_key_id"_s, QString::fromLatin1(oldId)}}}));
    QVERIFY2(added, first.constData());
    AwsRotator rotator(parts());
    const Result<Rotation> rotation = finished(rotator.rotate(m_home->permit(team::Action::CredentialRotate), added->id, {.endpoint = url, .keepDays = 1}));
    QVERIFY2(rotation, rotation ? "" : qPrintable(rotation.error().text + rotation.error().detail));
    QCOMPARE(rotation->step, RotationStep::OldRevoked);
    const auto state = [&] { return ask("Action=ListAccessKeys&UserName=deploy&Version=2010-05-08"); };
    QCOMPARE(state().count("<AccessKeyId>"), 2);
    QCOMPARE(state().count("Inactive"), 1);
    m_home->clock.advance(25h);
    QCOMPARE(finished(rotator.deleteDue()).value_or(-1), 1);
    QCOMPARE(state().count("<AccessKeyId>"), 1);
    QVERIFY(!state().contains(oldId));
    QVERIFY(state().contains(m_home->vault->find(u"moto"_s)->detail.toLatin1()));
}

QTEST_GUILESS_MAIN(TestAwsRotator)
#include "tst_awsrotator.moc"
