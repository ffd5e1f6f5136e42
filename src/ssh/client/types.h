#pragma once

#include "core/credentialsource.h"
#include "core/future.h"
#include "core/ids.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QList>
#include <QString>

namespace aiops::ssh {

struct Endpoint
{
    QString host; ///< name, IPv4, or IPv6 without brackets; checked again before use
    quint16 port = 22;
    QString user;
    QString label;        ///< what people call it; host when empty
    InstanceId instance;  ///< null for a quick connection
    InstanceId via = {};  ///< the instance through which it is reached (ProxyJump); null: dialled directly
    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

/// What a new transport is for. An interactive one is driven by a worker process of its own, so that no other host's server
/// can take it down; those in the background, which may be hundreds, share a few.
enum class Usage { Interactive, Background };

/// In the order of a connection (security.md 5.3). The name is shown in failure reports and `instance test`.
enum class Stage { Resolve, Dial, Banner, KeyExchange, HostKey, SignIn, Ready };
QString stageName(Stage stage); ///< "resolve", "dial", "banner", "key_exchange", "host_key", "sign_in", "ready"

struct HostKey
{
    QByteArray type; ///< "ssh-ed25519"
    QByteArray blob; ///< RFC 4253 §6.6
    QString fingerprint() const; ///< "SHA256:…" without padding
    friend bool operator==(const HostKey &, const HostKey &) = default;
};

/// Where a known key comes from, for the dialogs and `host-key list`.
struct KnownHostKey
{
    HostKey key;
    QString origin;       ///< "own" or the path of the known_hosts file
    QDateTime firstSeen;  ///< own list only
    QDateTime lastSeen;
    int uses = 0;
    bool revoked = false;
};

struct HostKeyQuestion
{
    Endpoint endpoint;
    HostKey presented;
    QList<KnownHostKey> known; ///< keys of this host; of the same type when `changed`
    bool changed = false;      ///< same type, other bytes: the serious dialog
    QString dnsHint = {};      ///< what the domain name system says, a sentence; empty: nothing
};

enum class HostKeyAnswer { Reject, Once, Trust, Replace }; ///< Replace only for a changed key

struct Prompt
{
    QString text; ///< from the server: plain text, controls made visible
    bool echo = false;
};

struct PromptRequest
{
    Endpoint endpoint;
    QString title;       ///< "web-1 asks", or the server's own name of the request
    QString instruction;
    QList<Prompt> prompts;
};

/// Asks the person: a dialog in the window, the terminal in `aiops`, an error with --no-input. Main thread.
class Interaction
{
public:
    virtual ~Interaction() = default;
    virtual Future<HostKeyAnswer> hostKey(HostKeyQuestion question) = 0;
    /// One secret per prompt, in order. Cancelled ends the sign-in.
    virtual Future<QList<std::shared_ptr<const Secret>>> prompts(PromptRequest request) = 0;
    /// A security key waits to be touched; later again, with false, when that is over.
    virtual void touch(const Endpoint &endpoint, const QString &key, bool waiting);
};

/// Names in ConnectionLog::algorithms that are kept only for old servers.
QStringList oldAlgorithmsIn(const QString &algorithms);
/// Whether recorded traffic stays closed to a quantum computer.
bool isPostQuantum(const QString &algorithms);

/// Numbers and words about one connection, for the session list and failure reports. No secret in it.
struct ConnectionLog
{
    struct Step
    {
        Stage stage;
        qint64 milliseconds;
        bool done;
        QString text;
    };
    QList<Step> steps;
    QStringList methodsOffered; ///< by the server
    QStringList methodsTried;
    QStringList missing; ///< stored credentials that could not be had now, and why
    QString serverBanner;
    QString algorithms; ///< "kex …, host key …, cipher …, mac …"
    QStringList through; ///< what is in front of it, from this computer on: "proxy …", names of jump hosts
    QStringList notices; ///< what the person should know as long as it is open: old algorithms, a certificate that ends soon
    QStringList events;  ///< what happened, with its time since the start; at most 200
    void note(const QString &event);
    QElapsedTimer since = {};
    QString toText() const; ///< for the clipboard
};

struct Pty
{
    QByteArray term = "xterm-256color";
    int columns = 80;
    int rows = 24;
    QByteArray command = {}; ///< instead of the login shell of the account
};

/// How a remote command ended. Exactly one of status and signal is set, or neither when the link was cut. A server that
/// ends a command in good order but sends no exit-status message (RFC 4254 §6.10) counts as status 0: libssh2 1.11 keeps
/// no trace of whether the message came.
struct ExitState
{
    std::optional<int> status;
    QByteArray signal;
};

} // namespace aiops::ssh
