#pragma once

#include "cli/command.h"
#include "ssh/client/transport.h"

namespace aiops::cli {

/// Questions of a connection at the terminal of a command. A new key is asked about only at a terminal and without
/// --no-input; a changed key never: it is an error that names both keys. Main thread.
class CliInteraction final : public ssh::Interaction
{
public:
    explicit CliInteraction(Context context) : m_context(std::move(context)) {}

    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion question) override;
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest request) override;
    void touch(const ssh::Endpoint &endpoint, const QString &key, bool waiting) override;

private:
    bool mayAsk() const { return !m_context.arguments.noInput && m_context.io->inIsTerminal(); }

    Context m_context;
};

/// "The host key of web-1 is not known: ssh-ed25519 SHA256:…"
Error unknownHostKey(const ssh::Endpoint &endpoint, const ssh::HostKey &presented);
Error changedHostKey(const ssh::HostKeyQuestion &question);

} // namespace aiops::cli
