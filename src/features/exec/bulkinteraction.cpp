#include "features/exec/bulkinteraction.h"

namespace aiops::exec {

Future<ssh::HostKeyAnswer> BulkInteraction::hostKey(ssh::HostKeyQuestion question)
{
    if (!m_inner || m_isMany || m_isStopped)
        return ready<ssh::HostKeyAnswer>(ssh::HostKeyAnswer::Reject);
    return askKey(shared_from_this(), std::move(question));
}

Future<ssh::HostKeyAnswer> BulkInteraction::askKey(std::shared_ptr<BulkInteraction> self, ssh::HostKeyQuestion question)
{
    const ssh::Endpoint endpoint = question.endpoint;
    self->m_asking += endpoint;
    const auto answer = co_await self->m_inner->hostKey(std::move(question));
    self->m_asking.removeOne(endpoint);
    co_return answer;
}

Future<BulkInteraction::Secrets> BulkInteraction::prompts(ssh::PromptRequest request)
{
    if (!m_inner || m_isStopped)
        return failed<Secrets>(cancelledError());
    return ask(shared_from_this(), std::move(request));
}

Future<BulkInteraction::Secrets> BulkInteraction::ask(std::shared_ptr<BulkInteraction> self, ssh::PromptRequest request)
{
    const ssh::Endpoint endpoint = request.endpoint;
    self->m_asking += endpoint;
    (void)co_await self->turn();
    Result<Secrets> answers = std::unexpected(cancelledError());
    if (!self->m_isStopped)
        answers = co_await self->m_inner->prompts(std::move(request));
    self->m_asking.removeOne(endpoint);
    self->pass();
    co_return answers;
}

Future<void> BulkInteraction::turn()
{
    if (!std::exchange(m_isBusy, true))
        return ready<void>(Status{});
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    m_waiting.push_back(promise);
    return promise->future();
}

void BulkInteraction::pass()
{
    if (m_waiting.empty()) {
        m_isBusy = false;
        return;
    }
    const auto next = m_waiting.front();
    m_waiting.pop_front();
    next->addResult(Status{});
    next->finish();
}

} // namespace aiops::exec
