#include "ssh/client/retrying.h"

namespace aiops::ssh {

bool mayHeal(const Error &error)
{
    switch (error.code) {
    case Errc::Unreachable:
    case Errc::TimedOut:
    case Errc::Closed:
    case Errc::Protocol:
    case Errc::VaultLocked:
        return true;
    default:
        return false;
    }
}

std::chrono::milliseconds Pauses::next()
{
    constexpr std::array<std::chrono::seconds, 6> pauses{std::chrono::seconds(1), std::chrono::seconds(2), std::chrono::seconds(5),
                                                         std::chrono::seconds(10), std::chrono::seconds(30), longest};
    return pauses.at(std::min(m_tries++, pauses.size() - 1));
}

Future<HostKeyAnswer> Nobody::hostKey(HostKeyQuestion)
{
    return ready<HostKeyAnswer>(HostKeyAnswer::Reject);
}

Future<QList<std::shared_ptr<const Secret>>> Nobody::prompts(PromptRequest)
{
    return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
}

} // namespace aiops::ssh
