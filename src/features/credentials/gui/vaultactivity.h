#pragma once

#include "core/clock.h"

#include <QObject>

#include <optional>

namespace aiops::vault {
class Vault;
}

namespace aiops::credentials {

/// Watches the keys and the mouse of the application, and tells the vault at most once per 10 s that somebody is here.
class VaultActivity final : public QObject
{
    Q_OBJECT

public:
    VaultActivity(vault::Vault &vault, const Clock &clock, QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    vault::Vault &m_vault;
    const Clock &m_clock;
    std::optional<std::chrono::milliseconds> m_told;
};

} // namespace aiops::credentials
