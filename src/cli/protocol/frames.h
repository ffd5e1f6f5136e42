#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What `aiops` and the owner of a home folder say to each other over a local stream socket. Plain C++, no Qt.
/// A frame is: u32 length of the payload (big endian), u8 type, payload of at most 1 MiB.
namespace aiops::cli::wire {

constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeader = 5;
constexpr std::size_t kLargestPayload = std::size_t(1) << 20;
constexpr std::size_t kLargestSecret = std::size_t(64) << 10;

enum class Type : std::uint8_t {
    // from the client
    Hello = 1,    ///< "AIOPS" u32 version
    Run = 2,      ///< RunRequest
    Stdin = 3,    ///< bytes, never more than the owner gave credit for
    StdinEnd = 4,
    Resize = 5,   ///< u32 columns, u32 rows
    Interrupt = 6,
    Reply = 7,    ///< u8 Answer, bytes: to the one open Prompt or SecretRequest
    // from the owner
    Welcome = 16,   ///< the command runs here from now on; before it, nothing has happened
    Refused = 17,   ///< another version: text
    Elsewhere = 18, ///< another process owns the home folder: try its socket
    Stdout = 19,
    Stderr = 20,
    Credit = 21,    ///< u32: so many more bytes of stdin are welcome
    RawMode = 22,   ///< u8
    Prompt = 23,    ///< u8 echo, label
    SecretRequest = 24, ///< u8 SecretKind, u8 text, decimal descriptor or path
    Exit = 25,      ///< u32 code
};

enum class Answer : std::uint8_t { Ok, NoTerminal, Cancelled, NotFound, Invalid, TooLarge };
enum class SecretKind : std::uint8_t { Descriptor, File };

struct RunRequest
{
    bool inIsTerminal = false;
    bool outIsTerminal = false;
    bool color = false; ///< NO_COLOR is not set
    std::uint32_t columns = 80;
    std::uint32_t rows = 24;
    std::string directory;
    std::string term;
    std::vector<std::string> words; ///< without the program's name
};

void appendU32(std::string &to, std::uint32_t value);
std::uint32_t u32At(std::string_view bytes, std::size_t at); ///< 0 outside

std::string frame(Type type, std::string_view payload = {});
std::string hello();
std::optional<std::uint32_t> helloVersion(std::string_view payload);
std::string encode(const RunRequest &request);
std::optional<RunRequest> decodeRun(std::string_view payload);

/// Cuts a stream into frames. After Bad (too long) the stream is of no more use.
class FrameReader final
{
public:
    enum class Next { None, Frame, Bad };

    /// `wipes`: what was taken is overwritten, because it may have been a passphrase.
    explicit FrameReader(bool wipes = false);
    void feed(std::string_view bytes);
    /// `payload` is valid until the next call of feed() or next().
    Next next(Type &type, std::string_view &payload);

private:
    std::string m_buffer;
    std::size_t m_at = 0;
    bool m_wipes;
};

/// Overwrites in a way that the compiler may not leave out.
void wipe(std::string &bytes);

} // namespace aiops::cli::wire
