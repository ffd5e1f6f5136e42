#include "features/exec/sudotalk.h"

#include "features/exec/hostobject.h"

namespace aiops::exec {

namespace {

constexpr auto kQuiet = std::chrono::milliseconds(1500); ///< behind a question; before that the rest of the line may be on its way

} // namespace

SudoTalk::SudoTalk(team::Gatekeeper &gatekeeper, CredentialSource &credentials, const StderrGate &gate)
    : m_gatekeeper(gatekeeper), m_credentials(credentials), m_gate(gate)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuiet);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        if (const QByteArray question = m_gate.question(); !m_isEnded && !question.isEmpty())
            emit asked(question);
    });
}

void SudoTalk::follow(const ssh::Endpoint &endpoint)
{
    if (m_isEnded)
        return;
    // Once more would lock accounts, and be wrong again.
    if (m_gate.prompts() > 1 || (m_password && m_gate.saysWrong()))
        return emit refused(tr("sudo refused the password."));
    m_gate.question().isEmpty() ? m_quiet.stop() : m_quiet.start();
    if (m_gate.prompts() == 1 && !std::exchange(m_isAsked, true))
        giveTo(endpoint);
}

void SudoTalk::end()
{
    m_isEnded = true;
    m_quiet.stop();
}

void SudoTalk::giveTo(const ssh::Endpoint &endpoint)
{
    auto permit = m_gatekeeper.request(team::Action::CredentialUse, objectOf(endpoint));
    if (!permit)
        return emit refused(permit.error().text);
    deliver(m_credentials.login(endpoint.instance, Purpose::Sudo, *std::move(permit)), this, [this](const Result<Login> &login) {
        if (m_isEnded)
            return;
        if (!login && login.error().code != Errc::NotFound)
            return emit refused(login.error().text);
        if (!login || !login->password)
            return emit refused(tr("sudo asks for a password, and none is kept for this host. Attach a credential with the purpose sudo."));
        m_password = login->password;
        emit answered();
    });
}

} // namespace aiops::exec
