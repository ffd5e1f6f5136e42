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
    /// A key in a file of this computer, loaded when the others were refused; null passphrase: try without. Empty: none.
    std::function<Future<std::shared_ptr<Signer>>(std::shared_ptr<const Secret> passphrase)> keyFile = {};
    std::shared_ptr<Interaction> interaction;
    std::shared_ptr<ConnectionLog> log;

    QList<QByteArray> methods;   ///< that the server takes now
    int tries = 0;               ///< with passwords and answers
    int offered = 0;             ///< keys; a server counts each
    bool keysLeft = false;       ///< some were not offered, so that the account is not locked
    bool hasExpired = false;     ///< a certificate was left out
    bool sha1Told = false;
    bool codeSent = false;       ///< the stored one-time code answers one question
    bool answerStored = false;   ///< the stored password may answer the first round
    int rounds = 0;
    std::optional<Error> stopped; ///< the person cancelled, or nobody may be asked
};

/// Methods list, public keys, keyboard-interactive, password; goes on with what is left after a partial success.
/// At most 3 keys and 3 passwords or rounds of answers are tried. Errors: AuthFailed, Cancelled, NoInput, and those of a lost session.
Future<void> signIn(std::shared_ptr<SignInFlow> flow);

} // namespace aiops::ssh
