#pragma once

#include "core/secret.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <variant>

/// What the two halves of ssh/ say to each other. A frame is u32 length, u8 kind, fields (big-endian), at most 1 MiB;
/// no pointers and no descriptors, so that the engine may live in another process.
namespace aiops::ssh::messages {

/// Raise it whenever a message changes; tests/ssh/tst_messages notices that.
constexpr quint32 kVersion = 1;
constexpr qsizetype kMaxFrame = 1 << 20;
constexpr qsizetype kMaxChunk = 64 * 1024; ///< of channel data in one frame
constexpr quint32 kFirstArrived = 0x8000'0000; ///< numbers of channels that the server opens; those of the client are smaller

enum class EndStage : quint8 { Banner, KeyExchange, SignIn, Ready };
enum class Reason : quint8 { Closed, TimedOut, Protocol, NoCommonAlgorithm, BadGreeting, Lost, Refused, TooManyPrompts, Flood };
enum class Outcome : quint8 { Accepted, Refused, Failed, PasswordExpired };
enum class ChannelKind : quint8 { Shell, Exec, Dial, DialSocket, Barrier /* of the engine's own, see RemotePort */ };

#define AIOPS_FIELDS(...)                                                                                              \
    template <typename Archive>                                                                                        \
    void fields(Archive &archive)                                                                                      \
    {                                                                                                                  \
        archive(__VA_ARGS__);                                                                                          \
    }

/// Times in milliseconds. The connected socket travels beside this message.
struct OpenSession
{
    quint32 session = 0;
    QList<QByteArray> hostKeyTypes;
    quint32 banner = 10'000, kex = 15'000, signIn = 60'000, channelOpen = 10'000, close = 2'000, keepalive = 15'000;
    bool oldAlgorithms = false;
    AIOPS_FIELDS(session, hostKeyTypes, banner, kex, signIn, channelOpen, close, keepalive, oldAlgorithms)
};
struct CloseSession
{
    quint32 session = 0;
    AIOPS_FIELDS(session)
};
struct ListMethods
{
    quint32 session = 0;
    QByteArray user;
    AIOPS_FIELDS(session, user)
};
struct AuthKey
{
    quint32 session = 0;
    QByteArray user, publicKey;
    AIOPS_FIELDS(session, user, publicKey)
};
struct AuthPassword
{
    quint32 session = 0;
    QByteArray user;
    Secret password;
    Secret newPassword; ///< for a server that wants another one; empty: none
    AIOPS_FIELDS(session, user, password, newPassword)
};
struct AuthInteractive
{
    quint32 session = 0;
    QByteArray user;
    AIOPS_FIELDS(session, user)
};
/// The raw signature, or empty when it is refused.
struct SignReply
{
    quint32 session = 0;
    QByteArray signature;
    AIOPS_FIELDS(session, signature)
};
struct PromptReply
{
    quint32 session = 0;
    bool answered = false;
    std::vector<Secret> answers;
    AIOPS_FIELDS(session, answered, answers)
};
struct OpenChannel
{
    quint32 session = 0, channel = 0;
    ChannelKind kind = ChannelKind::Exec;
    QByteArray command; ///< or the host to dial, or the path of a socket there
    quint16 port = 0;
    bool pty = false;
    QByteArray term;
    quint16 columns = 80, rows = 24;
    AIOPS_FIELDS(session, channel, kind, command, port, pty, term, columns, rows)
};
struct WriteChannel
{
    quint32 session = 0, channel = 0;
    QByteArray data;
    AIOPS_FIELDS(session, channel, data)
};
struct Consumed
{
    quint32 session = 0, channel = 0;
    quint64 bytes = 0;
    AIOPS_FIELDS(session, channel, bytes)
};
struct SendEof
{
    quint32 session = 0, channel = 0;
    AIOPS_FIELDS(session, channel)
};
struct Resize
{
    quint32 session = 0, channel = 0;
    quint16 columns = 80, rows = 24;
    AIOPS_FIELDS(session, channel, columns, rows)
};
struct SendSignal
{
    quint32 session = 0, channel = 0;
    QByteArray name;
    AIOPS_FIELDS(session, channel, name)
};
struct CloseChannel
{
    quint32 session = 0, channel = 0;
    AIOPS_FIELDS(session, channel)
};
/// A port of the server whose connections come here (RFC 4254 §7.1).
struct Listen
{
    quint32 session = 0, listener = 0;
    QByteArray address;
    quint16 port = 0;
    AIOPS_FIELDS(session, listener, address, port)
};
struct Unlisten
{
    quint32 session = 0, listener = 0;
    AIOPS_FIELDS(session, listener)
};
/// Whether the server is still there: the session ends as TimedOut when it says nothing for so many milliseconds.
struct Probe
{
    quint32 session = 0, patience = 15'000;
    AIOPS_FIELDS(session, patience)
};

/// Answered by the loop, not by a session: `session` is 0.
struct Ping
{
    quint32 session = 0, number = 0;
    AIOPS_FIELDS(session, number)
};
struct Pong
{
    quint32 session = 0, number = 0;
    AIOPS_FIELDS(session, number)
};

/// The first message of a worker. First in ToClient for ever, and its first two fields as they are: a program of any
/// version tells by it that a worker is of another one. `session` is 0.
struct Hello
{
    quint32 session = 0, version = kVersion;
    QByteArray unlimited; ///< what could not be taken from the worker, in words; empty: it is limited as it must be
    AIOPS_FIELDS(session, version, unlimited)
};
struct GreetingSeen
{
    quint32 session = 0;
    QByteArray banner;
    AIOPS_FIELDS(session, banner)
};
struct Handshaken
{
    quint32 session = 0;
    QByteArray keyType, keyBlob, algorithms;
    AIOPS_FIELDS(session, keyType, keyBlob, algorithms)
};
/// Last message of a session. `text` comes from the server or the library and is not yet safe to show.
struct SessionEnded
{
    quint32 session = 0;
    EndStage stage = EndStage::Banner;
    Reason reason = Reason::Closed;
    QByteArray text;
    AIOPS_FIELDS(session, stage, reason, text)
};
struct AuthResult
{
    quint32 session = 0;
    Outcome outcome = Outcome::Failed;
    bool signedIn = false;     ///< the server took the key and asked for a signature
    QList<QByteArray> methods; ///< answer to ListMethods
    QByteArray text;
    AIOPS_FIELDS(session, outcome, signedIn, methods, text)
};
struct SignRequest
{
    quint32 session = 0;
    QByteArray data;
    AIOPS_FIELDS(session, data)
};
struct PromptText
{
    QByteArray text;
    bool echo = false;
    AIOPS_FIELDS(text, echo)
};
struct PromptAsked
{
    quint32 session = 0;
    QByteArray name, instruction;
    QList<PromptText> prompts;
    AIOPS_FIELDS(session, name, instruction, prompts)
};
struct ChannelOpened
{
    quint32 session = 0, channel = 0;
    AIOPS_FIELDS(session, channel)
};
/// Before the first message on the channel: from here on the server may have begun what was asked for.
struct ChannelBegun
{
    quint32 session = 0, channel = 0;
    AIOPS_FIELDS(session, channel)
};
struct ChannelRefused
{
    quint32 session = 0, channel = 0;
    Reason reason = Reason::Refused;
    QByteArray text;
    AIOPS_FIELDS(session, channel, reason, text)
};
struct ChannelData
{
    quint32 session = 0, channel = 0;
    bool error = false;
    QByteArray data;
    AIOPS_FIELDS(session, channel, error, data)
};
struct ChannelWritten
{
    quint32 session = 0, channel = 0;
    quint64 bytes = 0;
    AIOPS_FIELDS(session, channel, bytes)
};
struct ChannelEof
{
    quint32 session = 0, channel = 0;
    AIOPS_FIELDS(session, channel)
};
struct ChannelClosed
{
    quint32 session = 0, channel = 0;
    bool hasStatus = false;
    qint32 status = 0;
    QByteArray signal;
    AIOPS_FIELDS(session, channel, hasStatus, status, signal)
};
struct Listening
{
    quint32 session = 0, listener = 0;
    AIOPS_FIELDS(session, listener)
};
struct ListenRefused
{
    quint32 session = 0, listener = 0;
    Reason reason = Reason::Refused;
    AIOPS_FIELDS(session, listener, reason)
};
/// Somebody connected to a port that the server listens on. The channel is open; its number is the engine's choice.
struct ChannelArrived
{
    quint32 session = 0, listener = 0, channel = 0;
    AIOPS_FIELDS(session, listener, channel)
};
#undef AIOPS_FIELDS

using ToEngine = std::variant<OpenSession, CloseSession, ListMethods, AuthKey, AuthPassword, AuthInteractive, SignReply,
                              PromptReply, OpenChannel, WriteChannel, Consumed, SendEof, Resize, SendSignal, CloseChannel,
                              Listen, Unlisten, Probe, Ping>;
using ToClient = std::variant<Hello, GreetingSeen, Handshaken, SessionEnded, AuthResult, SignRequest, PromptAsked, ChannelBegun,
                              ChannelOpened, ChannelRefused, ChannelData, ChannelWritten, ChannelEof, ChannelClosed, Listening,
                              ListenRefused, ChannelArrived, Pong>;

/// One allocation of the exact size, so that no copy of a secret stays behind. Wipe frames of secrets after use.
QByteArray encode(ToEngine message);
QByteArray encode(ToClient message);
/// Nothing for a frame that is short, too long, of unknown kind or has bytes left over.
std::optional<ToEngine> decodeToEngine(QByteArrayView frame);
std::optional<ToClient> decodeToClient(QByteArrayView frame);

} // namespace aiops::ssh::messages
