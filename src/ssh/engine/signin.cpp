#include "ssh/engine/signin.h"

#include <cstdlib>
#include <cstring>

namespace aiops::ssh::engine {

namespace {
thread_local SignIn *t_changing = nullptr; ///< the library's callback knows only the session
}

messages::Outcome outcomeOf(int code)
{
    switch (code) {
    case 0:
        return messages::Outcome::Accepted;
    case LIBSSH2_ERROR_AUTHENTICATION_FAILED:
    case LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED:
        return messages::Outcome::Refused;
    case LIBSSH2_ERROR_PASSWORD_EXPIRED:
        return messages::Outcome::PasswordExpired;
    default:
        return messages::Outcome::Failed;
    }
}

QByteArray lastError(LIBSSH2_SESSION *session)
{
    char *text = nullptr;
    libssh2_session_last_error(session, &text, nullptr, 0);
    return QByteArray(text);
}

SignIn SignIn::methods(messages::ListMethods request)
{
    SignIn signIn;
    signIn.m_session = request.session;
    signIn.m_user = std::move(request.user);
    return signIn;
}

SignIn SignIn::key(messages::AuthKey request, Say say)
{
    SignIn signIn;
    signIn.m_kind = Kind::Key;
    signIn.m_session = request.session;
    signIn.m_user = std::move(request.user);
    signIn.m_publicKey = std::move(request.publicKey);
    signIn.m_say = std::move(say);
    return signIn;
}

SignIn SignIn::password(messages::AuthPassword request)
{
    SignIn signIn;
    signIn.m_kind = Kind::Password;
    signIn.m_session = request.session;
    signIn.m_user = std::move(request.user);
    signIn.m_password = std::move(request.password);
    signIn.m_newPassword = std::move(request.newPassword);
    return signIn;
}

std::optional<messages::AuthResult> SignIn::step(LIBSSH2_SESSION *session)
{
    if (m_kind == Kind::Methods)
        return listMethods(session);
    if (waitsForSignature())
        return std::nullopt;
    int code = authenticate(session);
    if (wantsAnotherPassword(session, code))
        code = LIBSSH2_ERROR_PASSWORD_EXPIRED;
    return code == LIBSSH2_ERROR_EAGAIN ? std::nullopt : result(session, code);
}

int SignIn::authenticate(LIBSSH2_SESSION *session)
{
    if (!m_newPassword.isEmpty())
        return changePassword(session);
    if (m_kind == Kind::Password)
        return libssh2_userauth_password_ex(session, m_user.constData(), unsigned(m_user.size()), m_password.data(),
                                            unsigned(m_password.size()), nullptr);
    void *self = this;
    return libssh2_userauth_publickey(session, m_user.constData(),
                                      reinterpret_cast<const unsigned char *>(m_publicKey.constData()),
                                      size_t(m_publicKey.size()), &SignIn::sign, &self);
}

/// Without a callback libssh2 1.11 takes a request to change the password for a refusal, with another text than a real one
/// (userauth.c: the end of userauth_password()). With a callback that has no new password yet it could not go on.
bool SignIn::wantsAnotherPassword(LIBSSH2_SESSION *session, int code) const
{
    return m_kind == Kind::Password && m_newPassword.isEmpty() && code == LIBSSH2_ERROR_AUTHENTICATION_FAILED
           && lastError(session) == "Authentication failed";
}

/// The old password is sent once more, the server asks again, and the callback has the new one.
int SignIn::changePassword(LIBSSH2_SESSION *session)
{
    t_changing = this;
    const int code = libssh2_userauth_password_ex(session, m_user.constData(), unsigned(m_user.size()), m_password.data(),
                                                  unsigned(m_password.size()), &SignIn::giveNew);
    t_changing = nullptr;
    return code;
}

/// Only once: a server that asks again does not take it, and would ask for ever.
void SignIn::giveNew(LIBSSH2_SESSION *, char **password, int *size, void **)
{
    *password = nullptr;
    *size = 0;
    if (!t_changing || std::exchange(t_changing->m_changed, true))
        return;
    const QByteArrayView fresh = t_changing->m_newPassword.reveal();
    *password = static_cast<char *>(std::malloc(size_t(fresh.size()) + 1)); // the library frees it
    if (!*password)
        return;
    std::memcpy(*password, fresh.data(), size_t(fresh.size()));
    *size = int(fresh.size());
}

std::optional<messages::AuthResult> SignIn::listMethods(LIBSSH2_SESSION *session)
{
    const char *list = libssh2_userauth_list(session, m_user.constData(), unsigned(m_user.size()));
    messages::AuthResult answer{m_session, messages::Outcome::Accepted};
    if (list) {
        answer.outcome = messages::Outcome::Refused;
        for (const QByteArray &method : QByteArray(list).left(4096).split(',')) {
            if (!method.isEmpty() && answer.methods.size() < 32)
                answer.methods += method.left(64);
        }
        return answer;
    }
    if (libssh2_userauth_authenticated(session))
        return answer;
    const int code = libssh2_session_last_errno(session);
    return code == LIBSSH2_ERROR_EAGAIN ? std::nullopt : result(session, code);
}

std::optional<messages::AuthResult> SignIn::result(LIBSSH2_SESSION *session, int code) const
{
    messages::AuthResult answer{m_session, outcomeOf(code)};
    if (m_changed && answer.outcome == messages::Outcome::PasswordExpired) // asked again: the library cannot go on from here
        answer.outcome = messages::Outcome::Failed;
    answer.signedIn = m_signature && !m_signature->isEmpty();
    if (code != 0)
        answer.text = lastError(session);
    return answer;
}

/// The library keeps its state when this says EAGAIN and asks again with the same data (userauth.c of 1.11.1).
int SignIn::sign(LIBSSH2_SESSION *, unsigned char **signature, size_t *size, const unsigned char *data, size_t dataSize,
                 void **abstract)
{
    auto *self = static_cast<SignIn *>(*abstract);
    if (!self->m_asked) {
        self->m_asked = true;
        self->m_say(messages::SignRequest{self->m_session, QByteArray(reinterpret_cast<const char *>(data), qsizetype(dataSize))});
    }
    if (!self->m_signature)
        return LIBSSH2_ERROR_EAGAIN;
    if (self->m_signature->isEmpty())
        return -1;
    *size = size_t(self->m_signature->size());
    *signature = static_cast<unsigned char *>(std::malloc(*size)); // the library frees it
    if (!*signature)
        return -1;
    std::memcpy(*signature, self->m_signature->constData(), *size);
    return 0;
}

} // namespace aiops::ssh::engine
