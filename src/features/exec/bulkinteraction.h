#pragma once

#include "ssh/client/types.h"

#include <QPointer>

#include <deque>

namespace aiops::exec {

/// Questions of many connections at once: host keys are not asked about in bulk, they fail their host; prompts come one
/// after the other. Tells who is waiting for a person, so that this time does not count. Main thread.
class BulkInteraction final : public ssh::Interaction, public std::enable_shared_from_this<BulkInteraction>
{
public:
    /// `inner` may be null: every question is answered with no.
    BulkInteraction(std::shared_ptr<ssh::Interaction> inner, bool isMany) : m_inner(std::move(inner)), m_isMany(isMany) {}

    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion question) override;
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest request) override;
    bool isAsking(const ssh::Endpoint &endpoint) const { return m_asking.contains(endpoint); }
    void stop() { m_isStopped = true; } ///< what is asked from now on is answered with no

private:
    using Secrets = QList<std::shared_ptr<const Secret>>;
    static Future<Secrets> ask(std::shared_ptr<BulkInteraction> self, ssh::PromptRequest request);
    static Future<ssh::HostKeyAnswer> askKey(std::shared_ptr<BulkInteraction> self, ssh::HostKeyQuestion question);
    Future<void> turn();
    void pass();

    std::shared_ptr<ssh::Interaction> m_inner;
    const bool m_isMany;
    bool m_isStopped = false;
    bool m_isBusy = false;
    QList<ssh::Endpoint> m_asking;
    std::deque<std::shared_ptr<QPromise<Result<void>>>> m_waiting;
};

} // namespace aiops::exec
