#include "features/audit/forwarder.h"
#include "features/audit/forwardlines.h"
#include "tlsreceiver.h"
#include "team/chainhome.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSocketNotifier>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace aiops;
using namespace aiops::audit;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using test::ChainHome;

namespace {

/// Takes datagrams, or the bytes of connections, and answers each connection that sent a whole request.
class Receiver final : public QObject
{
public:
    explicit Receiver(int type, quint16 port = 0) : m_fd(::socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)), m_isStream(type == SOCK_STREAM)
    {
        const int on = 1;
        ::setsockopt(m_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        listenAt(reinterpret_cast<const sockaddr *>(&address), sizeof address);
    }
    explicit Receiver(const QString &path) : m_fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)), m_isStream(false)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.toLocal8Bit().constData(), sizeof address.sun_path);
        listenAt(reinterpret_cast<const sockaddr *>(&address), sizeof address);
    }
    ~Receiver() override
    {
        m_notifiers.clear();
        for (const int fd : m_open)
            ::close(fd);
        ::close(m_fd);
    }
    quint16 port() const
    {
        sockaddr_in address{};
        socklen_t size = sizeof address;
        ::getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size);
        return ntohs(address.sin_port);
    }

    QByteArrayList datagrams;
    QByteArray stream;
    QByteArray answer; ///< what a connection gets for the first bytes

private:
    void listenAt(const sockaddr *address, socklen_t size)
    {
        if (::bind(m_fd, address, size) != 0 || (m_isStream && ::listen(m_fd, 8) != 0))
            qFatal("no socket for the test");
        watch(m_fd, [this] {
            if (m_isStream)
                take();
            else
                for (QByteArray bytes = receive(m_fd); !bytes.isNull(); bytes = receive(m_fd))
                    datagrams.append(bytes);
        });
    }
    static QByteArray receive(int fd)
    {
        QByteArray bytes(65536, '\0');
        const ssize_t got = ::recv(fd, bytes.data(), std::size_t(bytes.size()), 0);
        return got <= 0 ? QByteArray() : bytes.first(got);
    }
    void watch(int fd, std::function<void()> run)
    {
        m_notifiers.push_back(std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read));
        connect(m_notifiers.back().get(), &QSocketNotifier::activated, this, run);
    }
    void take()
    {
        const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        m_open.append(fd);
        watch(fd, [this, fd, notifier = m_notifiers.size()] {
            const QByteArray bytes = receive(fd);
            stream += bytes;
            if (bytes.isEmpty())
                m_notifiers[notifier]->setEnabled(false);
            else if (!answer.isEmpty())
                (void)!::send(fd, answer.constData(), std::size_t(answer.size()), MSG_NOSIGNAL);
        });
    }

    int m_fd;
    bool m_isStream;
    QList<int> m_open;
    std::vector<std::unique_ptr<QSocketNotifier>> m_notifiers;
};

constexpr Forwarder::Pace kQuick{.rows = 10, .firstPause = 20ms, .longestPause = 80ms, .patience = 2s};

Status configure(ChainHome &home, Forwarder &forwarder, const ForwardTarget &target, bool fromStart = false)
{
    return ChainHome::wait(forwarder.configure(*home.gate->request(team::Action::AuditForward), target, fromStart));
}

} // namespace

class TestAuditForward final : public QObject
{
    Q_OBJECT

private slots:
    void targets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown"); ///< empty: refused
        QTest::newRow("local") << u"local"_s << u"local"_s;
        QTest::newRow("udp") << u"udp://log.example.com"_s << u"udp://log.example.com:514"_s;
        QTest::newRow("tcp") << u"tcp://10.0.0.1:6514"_s << u"tcp://10.0.0.1:6514"_s;
        QTest::newRow("tcp, its port") << u"tcp://10.0.0.1"_s << u"tcp://10.0.0.1:601"_s;
        QTest::newRow("IPv6") << u"tcp://[2001:db8::1]:601"_s << u"tcp://[2001:db8::1]:601"_s;
        QTest::newRow("webhook") << u"http://127.0.0.1:8080/hook/secret?x=1"_s << u"http://127.0.0.1:8080"_s;
        QTest::newRow("webhook on localhost") << u"http://localhost/"_s << u"http://localhost:80"_s;
        QTest::newRow("webhook by https") << u"https://hooks.example.com/x?token=y"_s << u"https://hooks.example.com:443"_s;
        QTest::newRow("webhook by https, its port") << u"https://[2001:db8::1]:8443/x"_s << u"https://[2001:db8::1]:8443"_s;
        for (const char *bad : {"", "remote", "udp://", "udp://a b", "udp://h:0", "udp://h:70000", "udp://user:pw@h", "tcp://h/path", "ftp://h",
                                "https://user:pw@hooks.example.com/x", "https://", "http://log.example.com/x", "http://127.evil.example/", "http://127.0.0.1.example.com/",
                                "http://user:pw@127.0.0.1/", "http://127.0.0.1/#x", "http://127.0.0.1/a b", "http:///x"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << QString();
    }
    void targets()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        const auto target = text.startsWith(u"http") ? ForwardTarget::fromWebhook(text) : ForwardTarget::fromSyslog(text);
        QCOMPARE(target.has_value(), !shown.isEmpty());
        if (!target) {
            QCOMPARE(target.error().code, Errc::Invalid);
            return;
        }
        QCOMPARE(target->shown(), shown);
        const auto again = ForwardTarget::fromJson(target->toJson());
        QCOMPARE(again.shown(), shown);
        QCOMPARE(again.path, target->path);
    }

    void aStoredTargetThatWasTamperedWithIsOff_data()
    {
        QTest::addColumn<QJsonObject>("object");
        QTest::newRow("empty") << QJsonObject();
        QTest::newRow("unknown") << QJsonObject{{u"kind"_s, u"ftp"_s}};
        QTest::newRow("a header in the path") << QJsonObject{{u"kind"_s, u"webhook"_s}, {u"host"_s, u"127.0.0.1"_s}, {u"port"_s, 80},
                                                            {u"path"_s, u"/ HTTP/1.1\r\nX: y"_s}};
    }
    void aStoredTargetThatWasTamperedWithIsOff()
    {
        QFETCH(QJsonObject, object);
        QCOMPARE(ForwardTarget::fromJson(object).kind, ForwardTarget::Off);
    }

    void linesAreOneLine()
    {
        team::AuditRow row;
        row.seq = 5;
        row.entry = {.at = QDateTime(QDate(2026, 11, 21), QTime(8, 0), QTimeZone::UTC), .actor = u"a\nb"_s, .action = u"ssh.connect\n<1>"_s,
                     .objectKind = {}, .objectId = {}, .objectName = u"x\u2028y"_s, .outcome = u"denied"_s, .detail = {}};
        const QByteArray line = syslogLine(row, u"my host\r"_s);
        QVERIFY2(line.startsWith("<108>1 2026-11-21T08:00:00.000Z my_host_ aiops - ssh.connect_<1> - {"), line.constData());
        QVERIFY(!line.contains('\n') && !line.contains('\r'));
        QVERIFY(!localLine(row).contains('\n'));
        row.entry.outcome = u"done"_s;
        QVERIFY(syslogLine(row, {}).startsWith("<110>1 2026-11-21T08:00:00.000Z - aiops"));
        row.entry.detail = {{u"text"_s, QString(20'000, u'x')}};
        QVERIFY(syslogLine(row, {}).size() < 9000);
        QVERIFY(syslogLine(row, {}).contains("detail_omitted"));
    }

    void entriesComeByUdpInTheirOrder()
    {
        ChainHome home;
        Receiver receiver(SOCK_DGRAM);
        Forwarder forwarder(*home.log, kQuick);
        home.append(3);
        QVERIFY(configure(home, forwarder, {ForwardTarget::Udp, u"127.0.0.1"_s, receiver.port(), {}}));
        home.append(25);
        QTRY_COMPARE(receiver.datagrams.size(), 26); // with the entry of the setting itself, without what was before
        for (int i = 0; i < receiver.datagrams.size(); ++i)
            QVERIFY2(receiver.datagrams[i].contains("\"seq\":%1,"_ba.replace("%1", QByteArray::number(4 + i))), receiver.datagrams[i].constData());
        QTRY_COMPARE(forwarder.state().waiting, 0);
        QCOMPARE(forwarder.state().problem, QString());
    }

    void entriesComeByTcpWithTheirLength()
    {
        ChainHome home;
        Receiver receiver(SOCK_STREAM);
        Forwarder forwarder(*home.log, kQuick);
        home.append(12);
        QVERIFY(configure(home, forwarder, {ForwardTarget::Tcp, u"127.0.0.1"_s, receiver.port(), {}}, true));
        QTRY_COMPARE(receiver.stream.count("\"seq\":"), 13);
        QByteArrayView rest = receiver.stream;
        int count = 0;
        while (!rest.isEmpty()) {
            const qsizetype space = rest.indexOf(' ');
            const qsizetype length = rest.first(space).toInt();
            QVERIFY(length > 0 && rest.sliced(space + 1).startsWith('<'));
            rest = rest.sliced(space + 1 + length);
            count++;
        }
        QCOMPARE(count, 13);
    }

    void entriesGoToTheSyslogOfThisComputer()
    {
        ChainHome home;
        const QString path = home.folder.filePath(u"log"_s);
        Receiver receiver(path);
        Forwarder forwarder(*home.log, kQuick);
        QVERIFY(configure(home, forwarder, {ForwardTarget::Local, path, 0, {}}));
        home.append(1);
        QTRY_COMPARE(receiver.datagrams.size(), 2);
        QVERIFY2(receiver.datagrams[0].startsWith("<110>Nov 21 "), receiver.datagrams[0].constData());
        QVERIFY(receiver.datagrams[0].contains(" aiops: {"));
    }

    void aWebhookGetsTheRowsAndItsAnswerCounts()
    {
        ChainHome home;
        Receiver receiver(SOCK_STREAM);
        receiver.answer = "HTTP/1.1 204 No Content\r\n\r\n";
        Forwarder forwarder(*home.log, kQuick);
        home.append(4);
        QVERIFY(configure(home, forwarder, {ForwardTarget::Webhook, u"127.0.0.1"_s, receiver.port(), u"/hook?key=1"_s}, true));
        QTRY_COMPARE(forwarder.state().waiting, 0);
        QVERIFY(receiver.stream.startsWith("POST /hook?key=1 HTTP/1.1\r\nHost: 127.0.0.1:"));
        const qsizetype body = receiver.stream.indexOf("\r\n\r\n") + 4;
        const qsizetype end = receiver.stream.indexOf("POST", body);
        const QJsonArray rows = QJsonDocument::fromJson(receiver.stream.sliced(body, end < 0 ? -1 : end - body)).array();
        QVERIFY(rows.size() >= 4);
        QCOMPARE(rows[0][u"seq"_s].toInt(), 1);
        // The path may be a secret: it is in no entry and in no message.
        const auto entry = home.log->list({.action = u"audit.forward"_s})->first().entry;
        QVERIFY(!entry.detail[u"target"_s].toString().contains(u"key"));
    }

    void aWebhookByHttpsWantsATrustedCertificate()
    {
        test::TlsReceiver receiver;
        QVERIFY2(receiver.start(), "openssl, python3 or curl is missing: packaging/toolchain names its packages");
        ChainHome home;
        Forwarder forwarder(*home.log, kQuick);
        home.append(4);
        QVERIFY(configure(home, forwarder, {ForwardTarget::SecureWebhook, u"localhost"_s, receiver.port(), u"/hook?key=1"_s}, true));
        QTRY_VERIFY_WITH_TIMEOUT(forwarder.state().problem.contains(u"certificate"_s), 20'000);
        QCOMPARE(forwarder.state().position, 0);
        QVERIFY(receiver.received().isEmpty());
        qputenv("CURL_CA_BUNDLE", receiver.certificate().toLocal8Bit());
        QTRY_COMPARE_WITH_TIMEOUT(forwarder.state().waiting, 0, 20'000);
        qunsetenv("CURL_CA_BUNDLE");
        const QList<QByteArray> requests = receiver.received().trimmed().split('\n');
        QVERIFY(requests[0].startsWith("/hook?key=1 application/json "));
        const QJsonArray rows = QJsonDocument::fromJson(requests[0].sliced(requests[0].indexOf('['))).array();
        QVERIFY(rows.size() >= 4);
        QCOMPARE(rows[0][u"seq"_s].toInt(), 1);
    }

    void whatIsRefusedIsSentAgainLater()
    {
        ChainHome home;
        Receiver receiver(SOCK_STREAM);
        receiver.answer = "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n";
        Forwarder forwarder(*home.log, kQuick);
        home.append(2);
        QVERIFY(configure(home, forwarder, {ForwardTarget::Webhook, u"127.0.0.1"_s, receiver.port(), u"/"_s}, true));
        QTRY_VERIFY(forwarder.state().problem.contains(u"500"));
        QCOMPARE(forwarder.state().position, 0);
        receiver.answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        QTRY_COMPARE(forwarder.state().waiting, 0);
        QCOMPARE(forwarder.state().problem, QString());
    }

    void nothingIsLostOverARestart()
    {
        ChainHome home;
        quint16 port = 0;
        {
            Receiver receiver(SOCK_STREAM);
            port = receiver.port();
            Forwarder forwarder(*home.log, kQuick);
            QVERIFY(configure(home, forwarder, {ForwardTarget::Tcp, u"127.0.0.1"_s, port, {}}));
            home.append(5);
            QTRY_COMPARE(forwarder.state().waiting, 0);
            QVERIFY(ChainHome::wait(home.log->flushed()));
        }
        home.append(3); // nobody listens, nobody sends
        {
            Forwarder forwarder(*home.log, kQuick);
            forwarder.start();
            QTRY_VERIFY(!forwarder.state().problem.isEmpty());
            QCOMPARE(forwarder.state().waiting, 3);
            home.append(1);
        }
        home.close();
        home.open();
        Receiver receiver(SOCK_STREAM, port);
        Forwarder forwarder(*home.log, kQuick);
        forwarder.start();
        QTRY_COMPARE(receiver.stream.count("\"seq\":"), 4);
        QVERIFY(receiver.stream.contains("\"seq\":7,"));
        QVERIFY(!receiver.stream.contains("\"seq\":6,"));
    }

    void offMeansOff()
    {
        ChainHome home;
        Receiver receiver(SOCK_DGRAM);
        Forwarder forwarder(*home.log, kQuick);
        QVERIFY(configure(home, forwarder, {ForwardTarget::Udp, u"127.0.0.1"_s, receiver.port(), {}}));
        home.append(1);
        QTRY_COMPARE(forwarder.state().waiting, 0);
        QTRY_COMPARE(receiver.datagrams.size(), 2);
        QVERIFY(configure(home, forwarder, {}));
        home.append(3);
        QVERIFY(ChainHome::wait(home.log->flushed()));
        Forwarder later(*home.log, kQuick);
        later.start();
        QCOMPARE(later.state().target.kind, ForwardTarget::Off);
        QCOMPARE(receiver.datagrams.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestAuditForward)
#include "tst_auditforward.moc"
