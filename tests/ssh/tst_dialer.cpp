#include "ssh/client/address.h"
#include "ssh/client/dialer.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

#include <unistd.h>

using namespace aiops;
using namespace aiops::ssh;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDialer final : public QObject
{
    Q_OBJECT

private slots:
    void anAddressNeedsNoResolver_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown"); // empty: not an address
        QTest::newRow("IPv4") << u"192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("IPv6") << u"2001:db8:0:0::1"_s << u"2001:db8::1"_s;
        QTest::newRow("IPv6 of this computer") << u"::1"_s << u"::1"_s;
        QTest::newRow("IPv4 in IPv6") << u"::ffff:192.0.2.7"_s << u"::ffff:192.0.2.7"_s;
        QTest::newRow("link-local with its interface") << u"fe80::1%lo"_s << u"fe80::1%lo"_s;
        QTest::newRow("no such interface") << u"fe80::1%nothere0"_s << QString();
        QTest::newRow("a name") << u"localhost"_s << QString();
        QTest::newRow("too many numbers") << u"1.2.3.4.5"_s << QString();
        QTest::newRow("too large a number") << u"1.2.3.256"_s << QString();
        QTest::newRow("cut IPv6") << u"2001:db8:"_s << QString();
    }
    void anAddressNeedsNoResolver()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        const auto address = Address::fromText(text);
        QCOMPARE(address.has_value(), !shown.isEmpty());
        if (address) {
            QCOMPARE(address->toString(), shown);
            QCOMPARE(address->isV6(), text.contains(u':'));
        }
    }

    void aNameIsResolvedAndDialled()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        Dialer dialer(10s);
        const auto resolving = dialer.resolve(u"localhost"_s);
        QTRY_VERIFY_WITH_TIMEOUT(resolving.isFinished(), 10'000);
        const auto addresses = takeResult(resolving);
        QVERIFY2(addresses.has_value(), qPrintable(addresses ? QString() : addresses.error().detail));
        const auto dialling = dialer.dial(*addresses, server.serverPort());
        QTRY_VERIFY_WITH_TIMEOUT(dialling.isFinished(), 10'000);
        const auto descriptor = takeResult(dialling);
        QVERIFY(descriptor.has_value());
        QTRY_VERIFY(server.hasPendingConnections());
        ::close(*descriptor);
    }

    void aNameThatDoesNotExistIsSaidToBeSo()
    {
        Dialer dialer(20s);
        const auto resolving = dialer.resolve(u"no-such-host.invalid"_s);
        QTRY_VERIFY_WITH_TIMEOUT(resolving.isFinished(), 25'000);
        const auto addresses = takeResult(resolving);
        QVERIFY(!addresses);
        QCOMPARE(addresses.error().code, Errc::Unreachable);
        QVERIFY(addresses.error().text.contains(u"no-such-host.invalid"_s));
        QVERIFY(!addresses.error().detail.isEmpty());
    }

    void aLookUpCanBeAborted()
    {
        Dialer dialer(10s);
        const auto resolving = dialer.resolve(u"no-such-host.invalid"_s);
        dialer.abort();
        QVERIFY(resolving.isFinished());
        QCOMPARE(takeResult(resolving).error().code, Errc::Cancelled);
    }

    void aLookUpOutlivesItsDialer()
    {
        auto dialer = std::make_unique<Dialer>(10s);
        const auto resolving = dialer->resolve(u"localhost"_s);
        dialer.reset();
        QVERIFY(resolving.isFinished());
        QCOMPARE(takeResult(resolving).error().code, Errc::Cancelled);
    }

    void refusedEverywhereGivesTheReason()
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const quint16 port = probe.serverPort();
        probe.close();
        Dialer dialer(10s);
        const auto dialling = dialer.dial({*Address::fromText(u"::1"_s), *Address::fromText(u"127.0.0.1"_s)}, port);
        QTRY_VERIFY_WITH_TIMEOUT(dialling.isFinished(), 10'000);
        const auto refused = takeResult(dialling);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Unreachable);
        QVERIFY2(refused.error().text.contains(u"refused"_s), qPrintable(refused.error().text));
    }
};

QTEST_GUILESS_MAIN(TestDialer)
#include "tst_dialer.moc"
