#include "net/httpparser.h"

#include <QTest>

using namespace aiops;
using namespace aiops::net;
using namespace Qt::StringLiterals;

class TestHttpParser final : public QObject
{
    Q_OBJECT

private slots:
    void requestsAreEncoded();
    void requestsThatWouldBreakOutOfTheirLineAreRefused_data();
    void requestsThatWouldBreakOutOfTheirLineAreRefused();
    void goodResponsesAreRead_data();
    void goodResponsesAreRead();
    void goodResponsesAreReadByteByByte_data() { goodResponsesAreRead_data(); }
    void goodResponsesAreReadByteByByte();
    void badResponsesAreNamed_data();
    void badResponsesAreNamed();
    void everyCutIsTruncated();
    void theNextResponseIsReadAfterReset();
    void largeBodiesRespectTheLimit();
};

void TestHttpParser::requestsAreEncoded()
{
    const auto text = encodeGet({.host = "localhost", .target = "/api?x=1", .headers = {{"Accept", "application/json"}}});
    QVERIFY(text);
    QCOMPARE(*text, "GET /api?x=1 HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: keep-alive\r\n\r\n");
}

void TestHttpParser::requestsThatWouldBreakOutOfTheirLineAreRefused_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("headerName");
    QTest::addColumn<QByteArray>("headerValue");
    QTest::newRow("line in target") << "h"_ba << "/a\r\nX: y"_ba << "A"_ba << "b"_ba;
    QTest::newRow("space in target") << "h"_ba << "/a b"_ba << "A"_ba << "b"_ba;
    QTest::newRow("absolute target") << "h"_ba << "http://x/"_ba << "A"_ba << "b"_ba;
    QTest::newRow("line in host") << "h\r\nX: y"_ba << "/"_ba << "A"_ba << "b"_ba;
    QTest::newRow("no host") << ""_ba << "/"_ba << "A"_ba << "b"_ba;
    QTest::newRow("colon in name") << "h"_ba << "/"_ba << "A:"_ba << "b"_ba;
    QTest::newRow("line in value") << "h"_ba << "/"_ba << "A"_ba << "b\nc"_ba;
}

void TestHttpParser::requestsThatWouldBreakOutOfTheirLineAreRefused()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, headerName);
    QFETCH(QByteArray, headerValue);
    const auto text = encodeGet({.host = host, .target = target, .headers = {{headerName, headerValue}}});
    QVERIFY(!text);
    QCOMPARE(text.error().code, Errc::Invalid);
}

void TestHttpParser::goodResponsesAreRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("length") << "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"_ba << 200 << "hello"_ba << true;
    QTest::newRow("empty body") << "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"_ba << 404 << ""_ba << true;
    QTest::newRow("no reason") << "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx"_ba << 200 << "x"_ba << true;
    QTest::newRow("close") << "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"_ba << 200 << "hi"_ba << false;
    QTest::newRow("http 1.0") << "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi"_ba << 200 << "hi"_ba << false;
    QTest::newRow("until close") << "HTTP/1.1 200 OK\r\n\r\nall of it"_ba << 200 << "all of it"_ba << false;
    QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n"_ba
                             << 200 << "hello world"_ba << true;
    QTest::newRow("chunked with trailer") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: y\r\n\r\n"_ba
                                          << 200 << "a"_ba << true;
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nA: ";
    QTest::newRow("longest head") << head + QByteArray(16 * 1024 - head.size(), 'x') + "\r\n\r\n" << 200 << ""_ba << true;
    QTest::newRow("longest chunk line") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(1022, 'x') + "\r\na\r\n0\r\n\r\n" << 200
                                        << "a"_ba << true;
    QTest::newRow("longest trailer") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: " + QByteArray(16 * 1024 - 5, 'x') + "\r\n\r\n" << 200
                                     << ""_ba << true;
    QTest::newRow("no content") << "HTTP/1.1 204 No Content\r\n\r\n"_ba << 204 << ""_ba << true;
    QTest::newRow("after continue") << "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"_ba
                                    << 200 << "x"_ba << true;
}

void TestHttpParser::goodResponsesAreRead()
{
    QFETCH(QByteArray, bytes);
    HttpResponseParser parser;
    QVERIFY(parser.feed(bytes));
    if (!parser.isComplete())
        QVERIFY(parser.end());
    const HttpResponse response = parser.takeResponse();
    QTEST(response.status, "status");
    QTEST(response.body, "body");
    QTEST(response.keepAlive, "keepAlive");
}

void TestHttpParser::goodResponsesAreReadByteByByte()
{
    QFETCH(QByteArray, bytes);
    HttpResponseParser parser;
    for (const char c : std::as_const(bytes))
        QVERIFY(parser.feed(QByteArrayView(&c, 1)));
    if (!parser.isComplete())
        QVERIFY(parser.end());
    QTEST(parser.takeResponse().body, "body");
}

void TestHttpParser::badResponsesAreNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &fault) { QTest::newRow(name) << bytes << fault; };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    row("ssh banner", "SSH-2.0-OpenSSH_10.0\r\n", u"not_http"_s);
    row("http 2", "HTTP/2 200\r\n\r\n", u"status_line"_s);
    row("http 1.2", "HTTP/1.2 200 OK\r\n\r\n", u"status_line"_s);
    row("letters as status", "HTTP/1.1 2xx OK\r\n\r\n", u"status_code"_s);
    row("four digits", "HTTP/1.1 2000 OK\r\n\r\n", u"status_line"_s);
    row("upgrade", "HTTP/1.1 101 Switching\r\n\r\n", u"status_code"_s);
    row("two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", u"two_lengths"_s);
    row("length and chunks", ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na", u"length_and_chunks"_s);
    row("gzip chunks", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", u"transfer_encoding"_s);
    row("chunked twice", ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", u"transfer_encoding"_s);
    row("negative length", ok + "Content-Length: -1\r\n\r\n", u"content_length"_s);
    row("signed length", ok + "Content-Length: +1\r\n\r\na", u"content_length"_s);
    row("hex length", ok + "Content-Length: 0x10\r\n\r\n", u"content_length"_s);
    row("list of lengths", ok + "Content-Length: 1, 1\r\n\r\na", u"content_length"_s);
    row("empty length", ok + "Content-Length:\r\n\r\n", u"content_length"_s);
    row("absurd length", ok + "Content-Length: 99999999999999999999\r\n\r\n", u"content_length"_s);
    row("large length", ok + "Content-Length: 9000000\r\n\r\n", u"body_too_large"_s);
    row("folded line", ok + "A: b\r\n c\r\nContent-Length: 0\r\n\r\n", u"folded_header"_s);
    row("space before colon", ok + "Content-Length : 5\r\n\r\nhello", u"header_field"_s);
    row("no colon", ok + "Nonsense\r\n\r\n", u"header_field"_s);
    row("lone line feed", ok + "A: b\nContent-Length: 5\r\n\r\nhello", u"header_field"_s);
    row("nul in header", ok + QByteArray("A: \0b\r\n\r\n", 9), u"header_field"_s);
    row("long header", ok + "A: " + QByteArray(17'000, 'x'), u"header_too_large"_s);
    row("bad chunk size", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", u"chunk_size"_s);
    row("negative chunk", ok + "Transfer-Encoding: chunked\r\n\r\n-5\r\n", u"chunk_size"_s);
    row("absurd chunk", ok + "Transfer-Encoding: chunked\r\n\r\nfffffffffff\r\n", u"body_too_large"_s);
    row("chunk not ended", ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc", u"chunk_end"_s);
    row("endless chunk line", ok + "Transfer-Encoding: chunked\r\n\r\n1;" + QByteArray(2000, 'x'), u"chunk_line_too_long"_s);
    row("trailer without colon", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nabc\r\nA: b\r\n\r\n", u"trailer_field"_s);
    row("trailer without name", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n: b\r\n\r\n", u"trailer_field"_s);
    row("second response", ok + "Content-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n", u"bytes_after_response"_s);
}

void TestHttpParser::badResponsesAreNamed()
{
    QFETCH(QByteArray, bytes);
    HttpResponseParser parser;
    const Status status = parser.feed(bytes);
    QVERIFY(!status);
    QFETCH(QString, fault);
    QCOMPARE(status.error().detail, u"http: "_s + fault);
    QVERIFY(!parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
}

void TestHttpParser::everyCutIsTruncated()
{
    const QByteArray whole = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    for (qsizetype cut = 0; cut < whole.size(); ++cut) {
        HttpResponseParser parser;
        QVERIFY(parser.feed(whole.first(cut)));
        const Status ended = parser.end();
        QVERIFY2(!ended && ended.error().code == Errc::Closed, qPrintable(QString::number(cut)));
    }
}

void TestHttpParser::theNextResponseIsReadAfterReset()
{
    HttpResponseParser parser;
    QVERIFY(parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"));
    QCOMPARE(parser.takeResponse().body, "a");
    parser.reset();
    QVERIFY(parser.isIdle());
    QVERIFY(parser.feed("HTTP/1.1 500 No\r\nContent-Length: 1\r\n\r\nb"));
    const HttpResponse second = parser.takeResponse();
    QCOMPARE(second.status, 500);
    QCOMPARE(second.header("content-length"), "1");
}

void TestHttpParser::largeBodiesRespectTheLimit()
{
    HttpResponseParser parser(HttpLimits{.body = 1000});
    QVERIFY(parser.feed("HTTP/1.1 200 OK\r\n\r\n"));
    QVERIFY(parser.feed(QByteArray(1000, 'x')));
    const Status more = parser.feed("x");
    QVERIFY(!more);
    QCOMPARE(more.error().code, Errc::TooLarge);
}

QTEST_GUILESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
