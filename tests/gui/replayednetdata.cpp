#include "gui/replayednetdata.h"

#include <QDateTime>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <cmath>

namespace aiops::test {

using namespace Qt::StringLiterals;

namespace {

struct Dimension
{
    const char *name;
    double base;
    double swing;   ///< over half an hour
    double noise;
};

struct Chart
{
    QString id;
    const char *units;
    QList<Dimension> dimensions;
};

const QList<Chart> &charts()
{
    static const QList<Chart> all{
        {u"system.cpu"_s, "percentage", {{"user", 29, 11, 5}, {"system", 8, 3, 2}, {"iowait", 2, 1.5, 1.5}, {"softirq", 1, 0.5, 0.4}}},
        {u"system.ram"_s, "MiB", {{"free", 2310, 160, 30}, {"used", 9730, 420, 60}, {"cached", 3620, 210, 20}, {"buffers", 540, 12, 4}}},
        {u"disk_space._"_s, "GiB", {{"used", 61.4, 0.8, 0.02}, {"avail", 36.2, 0, 0}, {"reserved for root", 2, 0, 0}}},
        {u"system.io"_s, "KiB/s", {{"in", 2900, 1400, 1300}, {"out", -5300, -1700, -1900}}},
        {u"system.net"_s, "kilobits/s", {{"received", 84'000, 21'000, 9'000}, {"sent", -131'000, -34'000, -15'000}}},
        {u"system.load"_s, "load", {{"load1", 2.6, 0.9, 0.35}, {"load5", 2.4, 0.6, 0.08}, {"load15", 2.1, 0.3, 0.02}}},
        {u"mem.swap"_s, "MiB", {{"free", 1900, 0, 0}, {"used", 148, 2, 0}}},
    };
    return all;
}

double noiseAt(qint64 time, size_t salt)
{
    return double(qHash(time, salt) % 2000) / 1000 - 1;
}

double valueOf(const Dimension &dimension, qint64 time)
{
    const size_t salt = qHash(QByteArrayView(dimension.name));
    const double slow = std::sin(double(time) / 290 + double(salt % 7)) * 0.6 + std::sin(double(time) / 97) * 0.4;
    const bool peak = time % 2700 > 2200 && time % 2700 < 2420;
    return dimension.base + dimension.swing * slow + dimension.noise * noiseAt(time, salt) * 0.7
           + (peak ? dimension.swing * 1.6 : 0);
}

QByteArray data(const Chart &chart, int seconds, int points)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const int step = std::max(1, seconds / std::max(1, points));
    QByteArray json = R"({"labels":["time")";
    for (const Dimension &dimension : chart.dimensions)
        json += QByteArray(",\"") + dimension.name + '"';
    json += "],\"data\":[";
    for (qint64 time = now - now % step; time > now - seconds; time -= step) {
        json += (json.endsWith('[') ? "[" : ",[") + QByteArray::number(time);
        for (const Dimension &dimension : chart.dimensions)
            json += ',' + QByteArray::number(valueOf(dimension, time), 'f', 3);
        json += ']';
    }
    return json + "]}";
}

QByteArray latest()
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QByteArray json = "{";
    for (const Chart &chart : charts()) {
        json += (json.size() > 1 ? ",\"" : "\"") + chart.id.toUtf8() + R"(":{"units":")" + chart.units + R"(","last_updated":)"
                + QByteArray::number(now) + R"(,"dimensions":{)";
        for (const Dimension &dimension : chart.dimensions)
            json += (json.endsWith('{') ? "\"" : ",\"") + QByteArray(dimension.name) + R"(":{"name":")" + dimension.name
                    + R"(","value":)" + QByteArray::number(valueOf(dimension, now), 'f', 3) + '}';
        json += "}}";
    }
    return json + '}';
}

QByteArray chartList()
{
    QByteArray json = R"({"charts":{)";
    for (const Chart &chart : charts())
        json += '"' + chart.id.toUtf8() + R"(":{"units":")" + chart.units + "\"},";
    for (int core = 0; core < 4; ++core)
        json += "\"cpu.cpu" + QByteArray::number(core) + R"(":{"units":"percentage"})" + (core < 3 ? "," : "");
    return json + "}}";
}

QByteArray answerTo(const QByteArray &target)
{
    const QUrl url(QString::fromUtf8(target));
    const QUrlQuery query(url);
    if (url.path() == u"/api/v1/info")
        return R"({"version":"v1.37.1"})";
    if (url.path() == u"/api/v1/charts")
        return chartList();
    if (url.path() == u"/api/v1/allmetrics")
        return latest();
    for (const Chart &chart : charts()) {
        if (chart.id == query.queryItemValue(u"chart"_s))
            return data(chart, -query.queryItemValue(u"after"_s).toInt(), query.queryItemValue(u"points"_s).toInt());
    }
    return {};
}

} // namespace

ReplayedNetdata::ReplayedNetdata()
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = nextPendingConnection())
            serve(client);
    });
}

void ReplayedNetdata::serve(QTcpSocket *client)
{
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, client, [client] {
        while (client->canReadLine()) {
            const QByteArray line = client->readLine().trimmed();
            if (line.startsWith("GET "))
                client->setProperty("target", line.split(' ').value(1));
            if (!line.isEmpty())
                continue;
            const QByteArray body = answerTo(client->property("target").toByteArray());
            client->write("HTTP/1.1 " + QByteArray(body.isEmpty() ? "404 Not Found" : "200 OK") + "\r\nContent-Length: "
                          + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        }
    });
}

} // namespace aiops::test
