#pragma once

#include "core/error.h"

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace aiops::services {

/// A free port of 127.0.0.1, for this user's programs. Main thread.
class LoopbackListener final : public QObject
{
    Q_OBJECT

public:
    ~LoopbackListener() override;
    static Result<std::unique_ptr<LoopbackListener>> open();

    quint16 port() const { return m_port; }

signals:
    void accepted(int socket); ///< connected, non-blocking; belongs to the receiver

private:
    LoopbackListener(int socket, quint16 port);
    void accept();

    int m_socket;
    quint16 m_port;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace aiops::services
