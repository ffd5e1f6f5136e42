#pragma once

#include "ssh/client/types.h"

#include <QObject>

namespace aiops::ssh {

/// A shell, command or TCP stream on a transport. Main thread. Flow control: the engine sends at most a window of
/// bytes that were not consumed yet; who reads says how much it has dealt with through consumed().
class Channel : public QObject
{
    Q_OBJECT

public:
    enum class Stream { Output, Error };

    /// Queued; bytesQueued() tells how much waits, written() when it got less.
    virtual void write(QByteArray data) = 0;
    virtual qint64 bytesQueued() const = 0;
    virtual void sendEof() = 0;
    virtual void resize(int columns, int rows) = 0;
    virtual void sendSignal(const QByteArray &name) = 0; ///< "INT", "TERM": RFC 4254 §6.9
    virtual void close() = 0;
    virtual bool isOpen() const = 0;
    /// The reader has dealt with `bytes`: the engine may send as many more (initial window 1 MiB).
    virtual void consumed(qint64 bytes) = 0;

signals:
    void received(aiops::ssh::Channel::Stream stream, const QByteArray &data);
    void written();
    void endOfFile();
    /// Once, last. `error` is set when the transport was lost.
    void closed(const aiops::ssh::ExitState &exit, const std::optional<aiops::Error> &error);
};

} // namespace aiops::ssh
