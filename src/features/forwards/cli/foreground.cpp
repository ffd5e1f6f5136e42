#include "features/forwards/cli/foreground.h"

#include "cli/io.h"
#include "features/forwards/forwards.h"

namespace aiops::forwards {

namespace {

class Hold final : public QObject
{
public:
    Hold(cli::Io *io, Forwards *forwards, ForwardId id) : m_forwards(forwards), m_id(id)
    {
        m_promise.start();
        connect(io, &cli::Io::interrupted, this, [this] { end(exitCode(Errc::Cancelled)); });
        connect(io, &QObject::destroyed, this, [this] { end(exitCode(Errc::Cancelled)); });
        connect(forwards, &Forwards::conditionChanged, this, &Hold::look);
    }
    Future<int> future() { return m_promise.future(); }

private:
    void look()
    {
        const Condition condition = m_forwards->condition(m_id);
        if (condition.state == State::Failed && condition.error)
            end(std::unexpected(*condition.error));
        else if (condition.state == State::Stopped || condition.state == State::Failed)
            end(0);
    }
    void end(Result<int> result)
    {
        if (std::exchange(m_ended, true))
            return;
        m_forwards->stop(m_id);
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    QPointer<Forwards> m_forwards;
    ForwardId m_id;
    QPromise<Result<int>> m_promise;
    bool m_ended = false;
};

} // namespace

Future<int> holdUntilInterrupted(cli::Io *io, Forwards *forwards, ForwardId id)
{
    const auto hold = std::make_shared<Hold>(io, forwards, id);
    co_return co_await hold->future();
}

} // namespace aiops::forwards
