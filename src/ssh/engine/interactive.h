#pragma once

#include "ssh/messages.h"

#include <libssh2.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace aiops::ssh::engine {

class Wire;

/// keyboard-interactive (RFC 4256). The library's callback has to return the answers, so the session belongs to a thread
/// of its own for as long as this call takes; no other session waits for the person.
class Interactive final
{
public:
    using Say = std::function<void(messages::ToClient)>;

    Interactive(messages::AuthInteractive request, LIBSSH2_SESSION *session, Wire &wire, std::chrono::milliseconds patience,
                Say say, std::function<void()> wake);
    ~Interactive(); ///< ends the call and waits for the thread

    /// Called by the library in the thread of this.
    void respond(QByteArray name, QByteArray instruction, int count, const LIBSSH2_USERAUTH_KBDINT_PROMPT *prompts,
                 LIBSSH2_USERAUTH_KBDINT_RESPONSE *responses);
    void answer(messages::PromptReply reply);
    bool finished() const { return m_finished; }
    const messages::AuthResult &result() const { return m_result; }
    bool tooManyPrompts() const { return m_violation; }
    bool timedOut() const { return m_timedOut; }

private:
    void run();
    int repeat();
    bool acceptable(int count, const LIBSSH2_USERAUTH_KBDINT_PROMPT *prompts);

    messages::AuthInteractive m_request;
    LIBSSH2_SESSION *m_session;
    Wire &m_wire;
    std::chrono::milliseconds m_patience;
    std::chrono::steady_clock::time_point m_deadline;
    Say m_say;
    std::function<void()> m_wake;
    messages::AuthResult m_result;
    int m_rounds = 0;
    bool m_violation = false;
    bool m_timedOut = false;

    std::mutex m_mutex;
    std::condition_variable m_answered;
    std::optional<messages::PromptReply> m_reply;
    std::atomic_bool m_cancelled = false;
    std::atomic_bool m_finished = false;
    std::thread m_thread;
};

} // namespace aiops::ssh::engine
