#include "ssh/engine/signin.h"

#include <cstdlib>
#include <cstring>

namespace aiops::ssh::engine {

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
    return signIn;
}

std::optional<messages::AuthResult> SignIn::step(LIBSSH2_SESSION *session)
{
    if (m_kind == Kind::Methods)
        return listMethods(session);
    if (waitsForSignature())
        return std::nullopt;
    const int code = authenticate(session);
    return code == LIBSSH2_ERROR_EAGAIN ? std::nullopt : result(session, code);
}

int SignIn::authenticate(LIBSSH2_SESSION *session)
{
    if (m_kind == Kind::Password)
        return libssh2_userauth_password_ex(session, m_user.constData(), unsigned(m_user.size()), m_password.data(),
                                            unsigned(m_password.size()), nullptr);
    void *self = this;
    return libssh2_userauth_publickey(session, m_user.constData(),
                                      reinterpret_cast<const unsigned char *>(m_publicKey.constData()),
                                      size_t(m_publicKey.size()), &SignIn::sign, &self);
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
