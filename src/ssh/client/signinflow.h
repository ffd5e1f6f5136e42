#pragma once

#include "ssh/client/sessionclient.h"

namespace aiops::ssh {

struct SignInFlow
{
    std::shared_ptr<SessionClient> session;
    Endpoint endpoint;
    QByteArray user;
    Login login;
    std::vector<std::shared_ptr<Signer>> agentSigners;
    std::shared_ptr<Interaction> interaction;
    std::shared_ptr<ConnectionLog> log;

    QList<QByteArray> methods;   ///< that the server takes now
    int tries = 0;               ///< with passwords and answers
    bool answerStored = false;   ///< the stored password may answer the first round
    int rounds = 0;
    std::optional<Error> stopped; ///< the person cancelled, or nobody may be asked
};

/// Methods list, public keys, keyboard-interactive, password; goes on with what is left after a partial success.
/// Errors: AuthFailed, Cancelled, NoInput, and those of a lost session.
Future<void> signIn(std::shared_ptr<SignInFlow> flow);

} // namespace aiops::ssh
