#include "ssh/engine/interactive.h"

#include "ssh/engine/signin.h"
#include "ssh/engine/wire.h"

#include <cstdlib>
#include <cstring>

#include <poll.h>

namespace aiops::ssh::engine {
namespace {

constexpr int kMostPrompts = 16;
constexpr qsizetype kLongestPrompt = 4096;
constexpr int kMostRounds = 5;
constexpr int kCancelCheck = 50; // milliseconds

thread_local Interactive *t_current = nullptr;

void callback(const char *name, int nameSize, const char *instruction, int instructionSize, int count,
              const LIBSSH2_USERAUTH_KBDINT_PROMPT *prompts, LIBSSH2_USERAUTH_KBDINT_RESPONSE *responses, void **)
{
    t_current->respond(QByteArray(name, nameSize).left(kLongestPrompt),
                       QByteArray(instruction, instructionSize).left(kLongestPrompt), count, prompts, responses);
}

} // namespace

Interactive::Interactive(messages::AuthInteractive request, LIBSSH2_SESSION *session, Wire &wire,
                         std::chrono::milliseconds patience, Say say, std::function<void()> wake)
    : m_request(std::move(request)), m_session(session), m_wire(wire), m_patience(patience), m_say(std::move(say)),
      m_wake(std::move(wake)), m_thread([this] { run(); })
{
}

Interactive::~Interactive()
{
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = true;
        m_answered.notify_all();
    }
    m_thread.join();
}

void Interactive::run()
{
    t_current = this;
    m_deadline = std::chrono::steady_clock::now() + m_patience;
    const int code = repeat();
    m_result = {m_request.session, m_violation ? messages::Outcome::Failed : outcomeOf(code)};
    if (code != 0)
        m_result.text = lastError(m_session);
    m_finished = true;
    m_wake();
}

int Interactive::repeat()
{
    while (true) {
        m_wire.beginTurn();
        const int code = libssh2_userauth_keyboard_interactive_ex(m_session, m_request.user.constData(),
                                                                  unsigned(m_request.user.size()), &callback);
        m_wire.flush();
        if (code != LIBSSH2_ERROR_EAGAIN)
            return code;
        m_timedOut = std::chrono::steady_clock::now() > m_deadline;
        if (m_timedOut || m_cancelled)
            m_wire.cut();
        pollfd socket{m_wire.descriptor(), short(m_wire.unsent() > 0 ? POLLIN | POLLOUT : POLLIN), 0};
        ::poll(&socket, 1, kCancelCheck);
    }
}

bool Interactive::acceptable(int count, const LIBSSH2_USERAUTH_KBDINT_PROMPT *prompts)
{
    if (++m_rounds > kMostRounds || count > kMostPrompts)
        return false;
    for (int i = 0; i < count; ++i) {
        if (prompts[i].length > size_t(kLongestPrompt))
            return false;
    }
    return true;
}

void Interactive::respond(QByteArray name, QByteArray instruction, int count, const LIBSSH2_USERAUTH_KBDINT_PROMPT *prompts,
                          LIBSSH2_USERAUTH_KBDINT_RESPONSE *responses)
{
    if (!acceptable(count, prompts)) {
        m_violation = true;
        m_wire.cut();
        return;
    }
    if (count == 0)
        return;
    messages::PromptAsked asked{m_request.session, std::move(name), std::move(instruction), {}};
    for (int i = 0; i < count; ++i)
        asked.prompts += {QByteArray(reinterpret_cast<const char *>(prompts[i].text), qsizetype(prompts[i].length)),
                          prompts[i].echo != 0};
    m_say(std::move(asked));

    std::unique_lock lock(m_mutex);
    m_answered.wait(lock, [this] { return m_cancelled || m_reply; });
    const std::optional<messages::PromptReply> reply = std::exchange(m_reply, std::nullopt);
    m_deadline = std::chrono::steady_clock::now() + m_patience; // the person's time does not count
    if (!reply || !reply->answered || reply->answers.size() != size_t(count)) {
        m_wire.cut();
        return;
    }
    for (int i = 0; i < count; ++i) {
        const QByteArrayView text = reply->answers[size_t(i)].reveal();
        responses[i].text = static_cast<char *>(std::malloc(size_t(text.size()) + 1)); // the library frees it
        std::memcpy(responses[i].text, text.data(), size_t(text.size()));
        responses[i].text[text.size()] = 0;
        responses[i].length = unsigned(text.size());
    }
}

void Interactive::answer(messages::PromptReply reply)
{
    const std::lock_guard lock(m_mutex);
    m_reply = std::move(reply);
    m_answered.notify_all();
}

} // namespace aiops::ssh::engine
