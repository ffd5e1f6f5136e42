#pragma once

#include "ssh/client/transport.h"

namespace aiops::exec {

/// Runs a command that ends processes on a channel of its own and forgets about it; deletes itself. Main thread.
class StopCall final : public QObject
{
    Q_OBJECT

public:
    /// `otherwise` is called when the channel could not be opened. `password`: for sudo, may be null.
    static void run(std::shared_ptr<ssh::Transport> transport, QByteArray command, std::shared_ptr<const Secret> password,
                    QObject *context, std::function<void()> otherwise);

private:
    explicit StopCall(std::shared_ptr<ssh::Transport> transport);
    void opened(std::shared_ptr<ssh::Channel> channel, const Secret *password);

    std::shared_ptr<ssh::Transport> m_transport; ///< stays open as long as the channel
    std::shared_ptr<ssh::Channel> m_channel;
};

} // namespace aiops::exec
