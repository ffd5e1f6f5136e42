#pragma once

#include "ssh/client/types.h"

#include <chrono>

namespace aiops::ssh {

/// Nobody has to do anything for it to work later.
bool mayHeal(const Error &error);

/// Between the attempts to connect again: 1 s, 2 s, 5 s, … 60 s.
class Pauses final
{
public:
    static constexpr std::chrono::seconds longest{60};
    std::chrono::milliseconds next();
    void reset() { m_tries = 0; }

private:
    size_t m_tries = 0;
};

/// Who is there when a connection is made again much later: unknown keys are not trusted, and prompts end the sign-in.
class Nobody final : public Interaction
{
public:
    Future<HostKeyAnswer> hostKey(HostKeyQuestion question) override;
    Future<QList<std::shared_ptr<const Secret>>> prompts(PromptRequest request) override;
};

} // namespace aiops::ssh
