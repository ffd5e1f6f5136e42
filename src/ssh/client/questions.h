#pragma once

#include "ssh/client/signinflow.h"

namespace aiops::ssh {

/// keyboard-interactive: the stored password answers the first single question without echo, an attached one-time code a
/// question for one, the person all others. Answers are sent when they are there.
void answerRound(const std::shared_ptr<SignInFlow> &flow, const messages::PromptAsked &asked);

/// Asks the person for one line without echo. Errors: NoInput, Cancelled.
Future<std::shared_ptr<const Secret>> askSecret(std::shared_ptr<SignInFlow> flow, QString instruction, QString text);

/// A new password, typed twice. Errors: NoInput, Cancelled, Invalid (three times not the same).
Future<std::shared_ptr<const Secret>> askNewPassword(std::shared_ptr<SignInFlow> flow);

/// Whether a question is for a one-time code: one line that names it.
bool asksForCode(const messages::PromptAsked &asked);

} // namespace aiops::ssh
