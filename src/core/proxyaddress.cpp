#include "core/proxyaddress.h"

#include <QCoreApplication>

#include <algorithm>

namespace aiops {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongest = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops", text);
}

std::unexpected<Error> invalid(const QString &text, const QString &hint = {})
{
    return std::unexpected(Error{Errc::Invalid, text, {}, hint});
}

bool isPlain(QStringView name, QStringView punctuation)
{
    return !name.isEmpty() && name.size() <= 255 && !name.startsWith(u'-') && std::ranges::all_of(name, [punctuation](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || punctuation.contains(c);
    });
}

Status takeHost(ProxyAddress &proxy, QString rest)
{
    if (rest.endsWith(u'/'))
        rest.chop(1);
    QString port;
    if (rest.startsWith(u'[')) {
        const qsizetype end = rest.indexOf(u']');
        proxy.host = end < 0 ? QString() : rest.sliced(1, end - 1);
        port = rest.sliced(end + 1);
    } else {
        proxy.host = rest.section(u':', 0, 0);
        port = rest.sliced(proxy.host.size());
    }
    bool ok = port.isEmpty();
    proxy.port = ok ? (proxy.kind == ProxyAddress::Socks5 ? 1080 : 8080) : port.sliced(1).toUShort(&ok);
    if (!ok || proxy.port == 0 || (!port.isEmpty() && !port.startsWith(u':')))
        return invalid(tr("The port of the proxy must be 1 to 65535."));
    if (!isPlain(proxy.host, u"._-:%"))
        return invalid(tr("The proxy has no host name or address that can be used."));
    return {};
}

Result<ProxyAddress> networkProxy(ProxyAddress proxy, const QString &rest)
{
    const qsizetype at = rest.lastIndexOf(u'@');
    proxy.user = at < 0 ? QString() : rest.first(at);
    if (proxy.user.contains(u':'))
        return invalid(tr("A password does not belong into the address of a proxy."), tr("Keep it as a credential and choose that beside the proxy."));
    if (at >= 0 && !isPlain(proxy.user, u"._-+@\\"))
        return invalid(tr("The user name of the proxy cannot be used."));
    if (const Status taken = takeHost(proxy, rest.sliced(at + 1)); !taken)
        return std::unexpected(taken.error());
    return proxy;
}

/// One word and what is to come, read character by character.
class Splitter final
{
public:
    explicit Splitter(const QString &text) : m_text(text) {}

    Result<QStringList> run()
    {
        for (; m_at < m_text.size(); ++m_at) {
            if (const Status taken = take(m_text[m_at]); !taken)
                return std::unexpected(taken.error());
        }
        if (!m_quote.isNull())
            return invalid(tr("A quotation mark of the command is not closed."));
        endWord();
        return m_words;
    }

private:
    Status take(QChar c)
    {
        if (c == u'\\' && m_quote != u'\'' && m_at + 1 < m_text.size())
            add(m_text[++m_at]);
        else if (!m_quote.isNull() && c == m_quote)
            m_quote = QChar();
        else if (m_quote.isNull() && (c == u'\'' || c == u'"'))
            m_quote = c, m_inWord = true;
        else if (m_quote.isNull() && c.isSpace())
            endWord();
        else if (isOfShells(c))
            return invalid(tr("The command has “%1”, which only a shell understands; no shell is started here.").arg(c),
                           tr("Put it into a script and name the script."));
        else
            add(c);
        return {};
    }
    bool isOfShells(QChar c) const
    {
        return QStringView(m_quote.isNull() ? u"|&;<>()`$" : m_quote == u'"' ? u"`$" : u"").contains(c);
    }
    void add(QChar c)
    {
        m_word += c;
        m_inWord = true;
    }
    void endWord()
    {
        if (std::exchange(m_inWord, false))
            m_words += std::exchange(m_word, {});
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QChar m_quote;
    bool m_inWord = false;
    QString m_word;
    QStringList m_words;
};

Result<ProxyAddress> commandProxy(ProxyAddress proxy, const QString &text)
{
    QString line = text.trimmed();
    if (line == "exec"_L1 || line.startsWith("exec "_L1)) // customary, so that no shell stays behind
        line = line.sliced(4).trimmed();
    const Result<QStringList> words = splitCommand(line);
    if (!words)
        return std::unexpected(words.error());
    if (words->isEmpty() || words->first().isEmpty())
        return invalid(tr("The proxy command is missing."));
    if (const auto expanded = expandCommand(*words, u"h"_s, 22, u"u"_s, u"n"_s); !expanded)
        return std::unexpected(expanded.error());
    proxy.command = *words;
    return proxy;
}

bool hasControls(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format; });
}

} // namespace

Result<QStringList> splitCommand(const QString &text)
{
    return Splitter(text).run();
}

Result<QStringList> expandCommand(const QStringList &command, const QString &host, quint16 port, const QString &user, const QString &name)
{
    QStringList expanded;
    for (const QString &word : command) {
        QString out;
        for (qsizetype i = 0; i < word.size(); ++i) {
            if (word[i] != u'%') {
                out += word[i];
                continue;
            }
            const QChar token = i + 1 < word.size() ? word[++i] : QChar();
            if (token == u'h')
                out += host;
            else if (token == u'p')
                out += QString::number(port);
            else if (token == u'r')
                out += user;
            else if (token == u'n')
                out += name;
            else if (token == u'%')
                out += u'%';
            else
                return invalid(tr("The command has a token that is not known; %h, %p, %r, %n and %% are."));
        }
        if (word.startsWith(u'%') && out.startsWith(u'-'))
            return invalid(tr("A name that begins with a hyphen would be taken for an option of the proxy command."));
        expanded += out;
    }
    return expanded;
}

Result<ProxyAddress> parseProxy(const QString &text)
{
    const QString written = text.trimmed();
    ProxyAddress proxy;
    if (written.isEmpty() || written.compare("none"_L1, Qt::CaseInsensitive) == 0)
        return proxy;
    if (written.size() > kLongest || hasControls(written))
        return invalid(tr("The proxy is too long or holds control characters."));
    proxy.text = written;
    const auto after = [&written](QLatin1StringView prefix) { return written.sliced(prefix.size()); };
    for (const auto &[prefix, kind] : {std::pair("socks5://"_L1, ProxyAddress::Socks5), std::pair("socks5h://"_L1, ProxyAddress::Socks5),
                                       std::pair("http://"_L1, ProxyAddress::Http)}) {
        if (!written.startsWith(prefix, Qt::CaseInsensitive))
            continue;
        proxy.kind = kind;
        return networkProxy(proxy, after(prefix));
    }
    if (written.startsWith("command:"_L1, Qt::CaseInsensitive)) {
        proxy.kind = ProxyAddress::Command;
        return commandProxy(proxy, after("command:"_L1));
    }
    return invalid(tr("Write a proxy as socks5://host:port, http://host:port or command:program %h %p."));
}

} // namespace aiops
