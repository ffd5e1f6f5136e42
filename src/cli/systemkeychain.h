#pragma once

#include "cli/devicekeystore.h"

#include <QElapsedTimer>

#include <chrono>
#include <optional>

namespace aiops::cli {

/// The keychain of the system, asked by a helper: `aiops-owner --keychain read|write|remove ENTRY` (keychainmain.h). QtKeychain wants
/// the main thread of its process, and who asks is the thread that writes the audit chain, which the main thread may be waiting for.
class SystemKeychain final : public DeviceKeychain
{
public:
    static constexpr std::chrono::seconds usualPatience{10}; ///< a locked keychain asks the person first

    explicit SystemKeychain(QString program, std::chrono::milliseconds patience = usualPatience);
    ~SystemKeychain() override;

    Result<Secret> read(const QString &entry) override;
    Status write(const QString &entry, const Secret &value) override;
    Status remove(const QString &entry) override;

private:
    class Helper;

    const QString m_program;
    const std::chrono::milliseconds m_patience;
    std::unique_ptr<Helper> m_reading; ///< asked for, and not answered in time: a person may still be typing
    QElapsedTimer m_failed;            ///< since the last refusal
    std::optional<Error> m_refusal;
};

} // namespace aiops::cli
