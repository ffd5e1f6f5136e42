#pragma once

#include "core/credentialsource.h"
#include "features/exec/wrapping.h"
#include "team/gatekeeper.h"

#include <QTimer>

namespace aiops::exec {

/// Answers the sudo of one host: with its password, and once. What else it asks ends it. Main thread.
class SudoTalk final : public QObject
{
    Q_OBJECT

public:
    SudoTalk(team::Gatekeeper &gatekeeper, CredentialSource &credentials, const StderrGate &gate);

    void follow(const ssh::Endpoint &endpoint); ///< it said something, and the command has not begun
    void end();                                 ///< nothing is answered any more
    std::shared_ptr<const Secret> password() const { return m_password; } ///< once it was given

signals:
    void answered(); ///< password() is to be written
    void refused(const QString &why);
    void asked(const QByteArray &question); ///< for something else, and waits

private:
    void giveTo(const ssh::Endpoint &endpoint);

    team::Gatekeeper &m_gatekeeper;
    CredentialSource &m_credentials;
    const StderrGate &m_gate;
    std::shared_ptr<const Secret> m_password;
    QTimer m_quiet;
    bool m_isAsked = false;
    bool m_isEnded = false;
};

} // namespace aiops::exec
