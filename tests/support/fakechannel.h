#pragma once

#include "ssh/client/transport.h"

/// A channel whose server is the test.
class FakeChannel final : public aiops::ssh::Channel
{
public:
    void write(QByteArray data) override { sent += data; }
    qint64 bytesQueued() const override { return queued; }
    void sendEof() override { ++eofs; }
    void resize(int columns, int rows) override { size = {columns, rows}; }
    void sendSignal(const QByteArray &name) override { signalsSent.append(name); }
    void close() override { opened = false; }
    bool isOpen() const override { return opened; }
    void consumed(qint64 bytes) override { acknowledged += bytes; }

    void serve(const QByteArray &data, Stream stream = Stream::Output) { emit received(stream, data); }
    void end(const aiops::ssh::ExitState &exit, const std::optional<aiops::Error> &error = {})
    {
        opened = false;
        emit closed(exit, error);
    }

    QByteArray sent;
    QByteArrayList signalsSent;
    std::pair<int, int> size;
    qint64 queued = 0;
    qint64 acknowledged = 0;
    int eofs = 0;
    bool opened = true;
};
