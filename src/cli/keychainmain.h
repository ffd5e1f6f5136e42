#pragma once

#include <QLatin1StringView>

namespace aiops::cli {

/// `PROGRAM --keychain read|write|remove ENTRY`: one answer on the standard output, a byte of KeychainAnswer and the value. What is
/// written comes from the standard input. It touches nothing but device keys: a system that lets each program see its own entries
/// only must not hand out those of the vault through this one.
inline constexpr const char *keychainOption = "--keychain";
inline constexpr QLatin1StringView deviceKeyEntry{"device key "}; ///< begins the name of every entry
inline constexpr qsizetype keychainLargest = 4096; ///< bytes of a value
enum class KeychainAnswer : char { Done = 'd', Missing = 'm', NoKeychain = 'n', Refused = 'r', Failed = 'f' };

bool isKeychainCall(int argc, char **argv);
int keychainMain(int argc, char **argv);

} // namespace aiops::cli
