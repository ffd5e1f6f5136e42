#include "ssh/client/proxytalk.h"

#include "core/text.h"
#include "ssh/client/address.h"
#include "ssh/client/text.h"

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

using Step = ProxyTalk::Step;
using Password = std::shared_ptr<const Secret>;

std::unexpected<Error> nonsense(const QString &detail = {})
{
    return fail(Errc::Protocol, Text::tr("The proxy sent an answer that makes no sense."), detail);
}

std::unexpected<Error> refusedSignIn()
{
    return std::unexpected(Error{Errc::AuthFailed, Text::tr("The proxy refused the sign-in."), {},
                                 Text::tr("Check the user name of the proxy and the credential chosen for it.")});
}

std::unexpected<Error> wantsSignIn()
{
    return std::unexpected(Error{Errc::AuthFailed, Text::tr("The proxy wants a user name and a password."), {},
                                 Text::tr("Give the user name in the proxy's address, and choose a credential for it.")});
}

class Socks5 final : public ProxyTalk
{
public:
    Socks5(const QString &user, Password password, const QString &host, quint16 port)
        : m_user(user.toUtf8().left(255)), m_password(std::move(password)), m_host(host), m_port(port)
    {
    }

    Step begin() override
    {
        m_state = State::Method;
        const QByteArray offer = m_password ? QByteArray("\x05\x02\x00\x02", 4) : QByteArray("\x05\x01\x00", 3);
        return {Secret::copyOf(offer), 2};
    }

    Result<Step> take(QByteArrayView bytes) override
    {
        switch (m_state) {
        case State::Method: return takeMethod(quint8(bytes[0]), quint8(bytes[1]));
        case State::SignIn: return bytes[1] == 0 ? Result<Step>(connect()) : refusedSignIn();
        case State::Answer: return takeAnswer(bytes);
        case State::Name: m_state = State::Rest; return Step{{}, quint8(bytes[0]) + 2};
        case State::Rest: return Step{};
        }
        return nonsense();
    }

private:
    enum class State { Method, SignIn, Answer, Name, Rest };

    Result<Step> takeMethod(quint8 version, quint8 method)
    {
        if (version != 5)
            return fail(Errc::Protocol, Text::tr("What answers there is no SOCKS5 proxy."));
        if (method == 0)
            return connect();
        if (method == 2 && m_password)
            return signIn();
        return method == 2 || method == 0xff ? (m_password ? refusedSignIn() : wantsSignIn()) : nonsense(QString::number(method));
    }

    Step signIn()
    {
        m_state = State::SignIn;
        const QByteArrayView password = m_password->reveal().first(std::min<qsizetype>(m_password->size(), 255));
        Secret request = Secret::zeroed(3 + m_user.size() + password.size());
        char *at = request.data();
        *at++ = 1;
        *at++ = char(m_user.size());
        at = std::ranges::copy(m_user, at).out;
        *at++ = char(password.size());
        std::ranges::copy(password, at);
        return {std::move(request), 2};
    }

    /// A name is resolved by the proxy: it may be one that only its side knows.
    Step connect()
    {
        m_state = State::Answer;
        QByteArray request("\x05\x01\x00", 3);
        const auto address = Address::fromText(m_host);
        if (address) {
            request += char(address->isV6() ? 4 : 1);
            request += address->bytes();
        } else {
            const QByteArray name = m_host.toLatin1().left(255);
            request += char(3);
            request += char(name.size());
            request += name;
        }
        request += char(m_port >> 8);
        request += char(m_port & 0xff);
        return {Secret::copyOf(request), 4};
    }

    Result<Step> takeAnswer(QByteArrayView bytes)
    {
        if (bytes[0] != 5)
            return nonsense();
        if (bytes[1] != 0)
            return refused(quint8(bytes[1]));
        m_state = State::Rest;
        switch (bytes[3]) {
        case 1: return Step{{}, 4 + 2};
        case 4: return Step{{}, 16 + 2};
        case 3: m_state = State::Name; return Step{{}, 1};
        default: return nonsense();
        }
    }

    static std::unexpected<Error> refused(quint8 code)
    {
        switch (code) {
        case 2: return fail(Errc::Unreachable, Text::tr("The proxy does not allow connections to this host."));
        case 3: return fail(Errc::Unreachable, Text::tr("The proxy has no way to the network of this host."));
        case 4: return fail(Errc::Unreachable, Text::tr("The proxy cannot find or reach this host."));
        case 5: return fail(Errc::Unreachable, Text::tr("The host refused the connection of the proxy."));
        case 6: return fail(Errc::TimedOut, Text::tr("The host did not answer the proxy in time."));
        default: return fail(Errc::Unreachable, Text::tr("The proxy could not connect to the host (code %1).").arg(code));
        }
    }

    QByteArray m_user;
    Password m_password;
    QString m_host;
    quint16 m_port;
    State m_state = State::Method;
};

/// Reads one byte at a time: the host's greeting may follow at once.
class HttpConnect final : public ProxyTalk
{
public:
    HttpConnect(const QString &user, Password password, const QString &host, quint16 port)
        : m_user(user.toUtf8()), m_password(std::move(password)), m_target((host.contains(u':') ? u'[' + host + u']' : host).toLatin1() + ':' + QByteArray::number(port))
    {
    }

    Step begin() override
    {
        const QByteArray head = "CONNECT " + m_target + " HTTP/1.1\r\nHost: " + m_target + "\r\n";
        if (!m_password)
            return {Secret::copyOf(head + "\r\n"), 1};
        QByteArray pair = m_user + ':';
        pair += m_password->reveal();
        QByteArray coded = pair.toBase64();
        wipe(pair);
        QByteArray whole;
        whole.reserve(head.size() + coded.size() + 64);
        whole.append(head).append("Proxy-Authorization: Basic ").append(coded).append("\r\n\r\n");
        wipe(coded);
        return {Secret(std::move(whole)), 1};
    }

    Result<Step> take(QByteArrayView bytes) override
    {
        constexpr qsizetype kLongestHead = 16 * 1024;
        m_head += bytes;
        if (!m_head.endsWith("\r\n\r\n") && !m_head.endsWith("\n\n")) {
            if (m_head.size() >= kLongestHead || !QByteArrayView("HTTP/1.").startsWith(QByteArrayView(m_head).first(std::min<qsizetype>(m_head.size(), 7))))
                return fail(Errc::Protocol, Text::tr("What answers there is no HTTP proxy."));
            return Step{{}, 1};
        }
        const QByteArray status = m_head.left(m_head.indexOf('\n')).trimmed();
        const int code = status.split(' ').value(1).toInt();
        if (code >= 200 && code < 300)
            return Step{};
        if (code == 407)
            return m_password ? refusedSignIn() : wantsSignIn();
        return fail(code == 504 ? Errc::TimedOut : Errc::Unreachable,
                    Text::tr("The proxy did not connect to the host; it answered “%1”.").arg(shownPlain(QString::fromUtf8(status), 120)));
    }

private:
    QByteArray m_user;
    Password m_password;
    QByteArray m_target;
    QByteArray m_head;
};

} // namespace

std::unique_ptr<ProxyTalk> ProxyTalk::make(const ProxyAddress &proxy, const QString &host, quint16 port, Password password)
{
    if (proxy.kind == ProxyAddress::Socks5)
        return std::make_unique<Socks5>(proxy.user, std::move(password), host, port);
    return std::make_unique<HttpConnect>(proxy.user, std::move(password), host, port);
}

} // namespace aiops::ssh
