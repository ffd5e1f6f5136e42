#pragma once

#include "ssh/messages.h"

#include <libssh2.h>

#include <functional>

namespace aiops::ssh::engine {

/// One authentication call (RFC 4252), repeated unchanged until the library has an answer. Never blocks: a signature is
/// asked for with a message, and the library is called again when it is here.
class SignIn final
{
public:
    using Say = std::function<void(messages::ToClient)>;

    static SignIn methods(messages::ListMethods request);
    static SignIn key(messages::AuthKey request, Say say);
    static SignIn password(messages::AuthPassword request);

    /// Nothing while the answer is missing.
    std::optional<messages::AuthResult> step(LIBSSH2_SESSION *session);
    bool waitsForSignature() const { return m_asked && !m_signature; }
    void giveSignature(QByteArray signature) { m_signature = std::move(signature); }

private:
    SignIn() = default;
    std::optional<messages::AuthResult> listMethods(LIBSSH2_SESSION *session);
    std::optional<messages::AuthResult> result(LIBSSH2_SESSION *session, int code) const;
    int authenticate(LIBSSH2_SESSION *session);
    int changePassword(LIBSSH2_SESSION *session);
    bool wantsAnotherPassword(LIBSSH2_SESSION *session, int code) const;
    static void giveNew(LIBSSH2_SESSION *session, char **password, int *size, void **abstract);
    static int sign(LIBSSH2_SESSION *session, unsigned char **signature, size_t *size, const unsigned char *data,
                    size_t dataSize, void **abstract);

    enum class Kind { Methods, Key, Password } m_kind = Kind::Methods;
    quint32 m_session = 0;
    QByteArray m_user;
    QByteArray m_publicKey;
    Secret m_password;
    Secret m_newPassword;
    bool m_changed = false; ///< the new password was sent
    Say m_say;
    bool m_asked = false;
    std::optional<QByteArray> m_signature;
};

/// What a finished authentication call means.
messages::Outcome outcomeOf(int code);
QByteArray lastError(LIBSSH2_SESSION *session);

} // namespace aiops::ssh::engine
