#include "features/credentials/gui/vaultactivity.h"

#include "vault/vault.h"

#include <QEvent>

namespace aiops::credentials {

VaultActivity::VaultActivity(vault::Vault &vault, const Clock &clock, QObject *parent)
    : QObject(parent), m_vault(vault), m_clock(clock)
{
    qApp->installEventFilter(this);
}

bool VaultActivity::eventFilter(QObject *, QEvent *event)
{
    using namespace std::chrono_literals;
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        break;
    default:
        return false;
    }
    const auto now = m_clock.sinceBoot();
    if (!m_told || now - *m_told >= 10s) {
        m_told = now;
        m_vault.touch();
    }
    return false;
}

} // namespace aiops::credentials
