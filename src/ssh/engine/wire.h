#pragma once

#include <QByteArray>
#include <QList>

#include <libssh2.h>

namespace aiops::ssh::engine {

/// The socket below libssh2. It takes whole packets into its own buffer, so that no library call is ever left with a
/// half-written packet; it refuses endless greetings and notes what the server offers (RFC 4253 §4.2 and §7.1).
class Wire final
{
public:
    enum class Fault { None, Closed, Lost, BadGreeting, BadPacket, Overflow, Flood };

    explicit Wire(int descriptor);
    ~Wire();
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;

    int descriptor() const { return m_descriptor; }
    Fault fault() const { return m_fault; }
    const QByteArray &greeting() const { return m_greeting; } ///< the SSH line, or the first other line when there is none
    bool greeted() const { return m_greeted; }
    const QList<QByteArray> &offered() const { return m_offered; } ///< the first eight name-lists of KEXINIT
    qsizetype unsent() const { return m_out.size() - m_outHead; }
    bool hasUnread() const { return m_in.size() > m_inHead; }
    bool wantsMore() const { return m_in.size() - m_inHead < 128 * 1024 && !m_ended && m_fault == Fault::None; }
    bool ended() const { return m_ended && !hasUnread(); }
    bool closedByServer() const { return m_ended; } ///< what it said before may still be unread
    quint64 received() const { return m_received; }
    quint64 taken() const { return m_taken; } ///< from the library, to be sent

    void signedIn() { m_isSignedIn = true; } ///< from here on a server may send as much as it likes
    void beginTurn();         ///< allows another share of reading
    void readAhead();         ///< takes what the socket has, up to a limit, also when nobody asks
    void flush();
    void cut();               ///< nothing passes any more; makes every library call end
    ssize_t take(char *data, size_t size); ///< for libssh2: bytes, 0 at the end or -errno
    ssize_t put(const char *data, size_t size);

private:
    void fill(qsizetype most);
    void inspect();
    bool inspectLine();
    void inspectPacket();

    int m_descriptor;
    Fault m_fault = Fault::None;
    QByteArray m_in;
    qsizetype m_inHead = 0;
    QByteArray m_out;
    qsizetype m_outHead = 0;
    quint64 m_received = 0;
    quint64 m_taken = 0;
    qsizetype m_budget = 0;
    bool m_dry = false;
    bool m_ended = false;

    QByteArray m_early; ///< what came before the keys were agreed, until it was inspected
    QByteArray m_greeting;
    QList<QByteArray> m_offered;
    int m_lines = 0;
    bool m_greeted = false;
    bool m_inspected = false;
    bool m_isSignedIn = false;
};

} // namespace aiops::ssh::engine
