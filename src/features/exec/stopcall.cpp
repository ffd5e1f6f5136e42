#include "features/exec/stopcall.h"

namespace aiops::exec {

namespace {

constexpr auto kPatience = std::chrono::seconds(15);

} // namespace

StopCall::StopCall(std::shared_ptr<ssh::Transport> transport) : QObject(QCoreApplication::instance()), m_transport(std::move(transport)) {}

void StopCall::run(std::shared_ptr<ssh::Transport> transport, QByteArray command, std::shared_ptr<const Secret> password,
                   QObject *context, std::function<void()> otherwise)
{
    auto *call = new StopCall(transport);
    QTimer::singleShot(kPatience, call, &QObject::deleteLater);
    deliver(transport->exec(std::move(command)), call,
            [call, password, context = QPointer(context), otherwise = std::move(otherwise)](const Result<std::shared_ptr<ssh::Channel>> &channel) {
                if (channel)
                    return call->opened(*channel, password.get());
                call->deleteLater();
                if (context)
                    otherwise();
            });
}

void StopCall::opened(std::shared_ptr<ssh::Channel> channel, const Secret *password)
{
    m_channel = std::move(channel);
    connect(m_channel.get(), &ssh::Channel::received, this, [this](ssh::Channel::Stream, const QByteArray &data) { m_channel->consumed(data.size()); });
    connect(m_channel.get(), &ssh::Channel::closed, this, &QObject::deleteLater);
    if (password)
        m_channel->write(password->reveal().toByteArray() + '\n');
    m_channel->sendEof();
}

} // namespace aiops::exec
