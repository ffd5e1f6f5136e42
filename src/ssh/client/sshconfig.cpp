#include "ssh/client/sshconfig.h"

#include "core/proxyaddress.h"
#include "ssh/client/text.h"
#include "ssh/client/wildcard.h"

#include <QDir>
#include <QSet>

#include <numeric>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostHosts = 10'000;
constexpr qsizetype kMostProblems = 1000;
constexpr qsizetype kMostNotes = 50;
constexpr qsizetype kMostFiles = 100; // as ssh: SSH_MAX_IDENTITY_FILES
constexpr qsizetype kLongestAlias = 255;
constexpr qsizetype kMostJumps = 32;
/// Bytes that are compared with aliases and become values of hosts: ten thousand hosts below a long "Host *" are many.
constexpr qint64 kMostWork = 30'000'000;

/// Their values may hold a password or a token.
const QSet<QByteArray> kUnspoken{"proxycommand", "localcommand", "remotecommand", "setenv", "knownhostscommand", "pkcs11provider"};

/// What only a shell would understand stays bare, so that it is refused and not taken for a word.
QString quotedWord(const QString &word)
{
    const bool needs = word.isEmpty() || std::ranges::any_of(word, [](QChar c) { return c.isSpace() || c == u'"' || c == u'\'' || c == u'\\'; });
    if (!needs)
        return word;
    QString quoted = word;
    quoted.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
    return u'"' + quoted + u'"';
}

bool isConcrete(const QByteArray &pattern)
{
    return !pattern.isEmpty() && !pattern.startsWith('!') && !pattern.contains('*') && !pattern.contains('?');
}

qint64 weightOf(const QList<QByteArray> &words)
{
    return std::accumulate(words.begin(), words.end(), qint64(1), [](qint64 sum, const QByteArray &word) { return sum + 1 + word.size(); });
}

bool holds(const ConfigBlock &block, const QByteArray &alias)
{
    if (block.isMatch)
        return false;
    if (block.patterns.isEmpty())
        return true;
    bool found = false;
    for (const QByteArray &pattern : block.patterns) {
        const bool negated = pattern.startsWith('!');
        if (!wildcardMatches(negated ? QByteArrayView(pattern).sliced(1) : QByteArrayView(pattern), alias))
            continue;
        if (negated)
            return false;
        found = true;
    }
    return found;
}

/// %h, %% and what else is in the table; nothing for a token that is not.
std::optional<QString> expandTokens(const QString &text, const QHash<QChar, QString> &tokens)
{
    QString expanded;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'%') {
            expanded += text[i];
            continue;
        }
        const QChar token = ++i < text.size() ? text[i] : QChar();
        if (token != u'%' && !tokens.contains(token))
            return {};
        expanded += token == u'%' ? u"%"_s : tokens[token];
    }
    return expanded;
}

/// "[user@]host[:port]", a host of IPv6 in brackets, or ssh://user@host:port.
std::optional<ConfigJump> parseJump(QString text)
{
    if (text.startsWith("ssh://"_L1))
        text = text.sliced(6);
    ConfigJump jump;
    const qsizetype at = text.lastIndexOf(u'@');
    jump.user = at < 0 ? QString() : text.first(at);
    text = text.sliced(at + 1);
    const qsizetype bracket = text.startsWith(u'[') ? text.indexOf(u']') : -1;
    const qsizetype colon = bracket > 0 ? text.indexOf(u':', bracket) : text.count(u':') == 1 ? text.indexOf(u':') : -1;
    bool ok = true;
    if (colon >= 0) {
        jump.port = text.sliced(colon + 1).toUShort(&ok);
        ok = ok && jump.port > 0;
        text = text.first(colon);
    }
    jump.host = bracket > 0 ? text.sliced(1, bracket - 1) : text;
    return ok && !jump.host.isEmpty() ? std::optional(jump) : std::nullopt;
}

class Resolver final
{
public:
    Resolver(ConfigTree tree, const ConfigPlaces &places) : m_tree(std::move(tree)), m_places(places)
    {
        m_problems = std::move(m_tree.problems);
        m_byBlock.resize(m_tree.blocks.size());
        for (qsizetype i = 0; i < m_tree.directives.size(); ++i)
            m_byBlock[m_tree.directives[i].block] += i;
        for (qsizetype i = 0; i < m_tree.blocks.size(); ++i) {
            m_weights += weightOf(m_tree.blocks[i].patterns) + (m_tree.blocks[i].parent >= 0 ? m_weights[m_tree.blocks[i].parent] : 0);
            index(i);
        }
    }

    Result<SshConfig> run();

private:
    void index(qsizetype block);
    QList<qsizetype> directivesOf(const QByteArray &alias);
    bool holdsWithParents(qsizetype block, const QByteArray &alias) const;
    ConfigHost resolve(const QByteArray &alias, const ConfigBlock &block);
    void take(ConfigHost &host, const ConfigDirective &directive, QSet<QByteArray> &seen);
    void takeHostName(ConfigHost &host, const ConfigDirective &directive);
    void takePort(ConfigHost &host, const ConfigDirective &directive);
    void takeIdentity(ConfigHost &host, const ConfigDirective &directive);
    void takeJump(ConfigHost &host, const ConfigDirective &directive);
    void takeCommand(ConfigHost &host, const ConfigDirective &directive);
    void note(ConfigHost &host, const ConfigDirective &directive);
    static void spoil(ConfigHost &host, const ConfigDirective &directive, const QString &text);
    void problem(const ConfigDirective &directive, const QString &text);

    ConfigTree m_tree;
    ConfigPlaces m_places;
    QList<ConfigProblem> m_problems;
    QSet<QString> m_reported;
    QList<QList<qsizetype>> m_byBlock;            ///< directives of each block
    QHash<QByteArray, QList<qsizetype>> m_literal; ///< blocks that name the alias
    QList<qsizetype> m_wild;                      ///< blocks that must be tried for every alias
    QList<qint64> m_weights;                      ///< of the patterns of each block and of those around it
    qint64 m_work = 0;
};

void Resolver::index(qsizetype at)
{
    const ConfigBlock &block = m_tree.blocks[at];
    if (block.isMatch || m_byBlock[at].isEmpty())
        return;
    if (block.hasWildcard || block.patterns.isEmpty())
        return m_wild.append(at);
    for (const QByteArray &pattern : block.patterns)
        m_literal[pattern] += at;
}

bool Resolver::holdsWithParents(qsizetype at, const QByteArray &alias) const
{
    for (; at >= 0; at = m_tree.blocks[at].parent) {
        if (!holds(m_tree.blocks[at], alias))
            return false;
    }
    return true;
}

QList<qsizetype> Resolver::directivesOf(const QByteArray &alias)
{
    QList<qsizetype> found;
    for (const QList<qsizetype> &blocks : {m_literal.value(alias), m_wild}) {
        for (const qsizetype block : blocks) {
            m_work += m_weights[block];
            if (holdsWithParents(block, alias))
                found += m_byBlock[block];
        }
    }
    std::ranges::sort(found);
    const auto twice = std::ranges::unique(found); // an alias may stand twice in one Host line
    found.erase(twice.begin(), twice.end());
    return found;
}

void Resolver::problem(const ConfigDirective &directive, const QString &text)
{
    const QString key = directive.file + u':' + QString::number(directive.line);
    if (m_reported.contains(key) || m_problems.size() >= kMostProblems)
        return;
    m_reported.insert(key);
    m_problems += ConfigProblem{directive.file, directive.line, text};
}

/// ssh would refuse the host too.
void Resolver::spoil(ConfigHost &host, const ConfigDirective &directive, const QString &text)
{
    if (host.problem.isEmpty())
        host.problem = Text::tr("%1 (line %2)").arg(text).arg(directive.line);
}

void Resolver::takeHostName(ConfigHost &host, const ConfigDirective &directive)
{
    const QString text = QString::fromUtf8(directive.arguments.first());
    const auto name = expandTokens(text, {{u'h', host.alias}});
    if (!name)
        return spoil(host, directive, Text::tr("HostName “%1” holds a token that is not known; %h and %% are").arg(text));
    host.hostName = *name;
}

void Resolver::takePort(ConfigHost &host, const ConfigDirective &directive)
{
    bool ok = false;
    const int port = directive.arguments.first().toInt(&ok);
    if (!ok || port < 1 || port > 65535)
        return spoil(host, directive, Text::tr("the port “%1” is not 1 to 65535").arg(QString::fromUtf8(directive.arguments.first().left(40))));
    host.port = port;
}

void Resolver::takeIdentity(ConfigHost &host, const ConfigDirective &directive)
{
    const QString text = QString::fromUtf8(directive.arguments.first());
    if (text.compare("none"_L1, Qt::CaseInsensitive) == 0 || host.identityFiles.size() >= kMostFiles)
        return;
    const auto path = expandTokens(expandTilde(text, m_places.home), {{u'h', host.hostName}, {u'd', m_places.home}, {u'n', host.alias}, {u'r', host.user}});
    if (!path || path->contains("${"_L1))
        return problem(directive, Text::tr("IdentityFile “%1” holds a token that is not known").arg(text));
    const QString full = QDir::isAbsolutePath(*path) ? *path : m_places.home + u'/' + *path;
    if (!host.identityFiles.contains(full))
        host.identityFiles += full;
}

void Resolver::takeJump(ConfigHost &host, const ConfigDirective &directive)
{
    if (host.jumps)
        return;
    if (directive.keyword == "proxycommand") {
        if (directive.arguments.first().toLower() == "none")
            host.jumps.emplace();
        else if (const auto jump = jumpOfCommand(QString::fromUtf8(directive.arguments.join(' '))))
            host.jumps = QList{*jump};
        else
            takeCommand(host, directive);
        return;
    }
    host.jumps = parseJumps(QString::fromUtf8(directive.arguments.join(' ')));
    if (!host.jumps)
        problem(directive, Text::tr("ProxyJump “%1” cannot be read").arg(QString::fromUtf8(directive.arguments.join(' ').left(80))));
}

/// Its words were taken apart when the file was read; put together again they mean the same.
void Resolver::takeCommand(ConfigHost &host, const ConfigDirective &directive)
{
    QStringList words;
    for (const QByteArray &argument : directive.arguments)
        words += quotedWord(QString::fromUtf8(argument));
    const QString line = words.join(u' ');
    if (const auto proxy = parseProxy(u"command:"_s + line); proxy)
        host.proxyCommand = line;
    else
        host.notes += Text::tr("ProxyCommand is not taken over: %1 Without it the host may not be reachable").arg(proxy.error().text);
}

void Resolver::note(ConfigHost &host, const ConfigDirective &directive)
{
    if (host.notes.size() >= kMostNotes)
        return;
    const QString keyword = QString::fromUtf8(directive.keyword);
    host.notes += kUnspoken.contains(directive.keyword) ? keyword : keyword + u' ' + QString::fromUtf8(directive.arguments.join(' ').left(200));
}

void Resolver::take(ConfigHost &host, const ConfigDirective &directive, QSet<QByteArray> &seen)
{
    const QByteArray &keyword = directive.keyword;
    if (keyword == "identityfile")
        return takeIdentity(host, directive);
    if (keyword == "proxyjump" || keyword == "proxycommand") {
        if (!seen.contains("proxyjump"))
            takeJump(host, directive);
        seen.insert("proxyjump");
        return;
    }
    if (seen.contains(keyword))
        return;
    seen.insert(keyword);
    if (keyword == "hostname")
        takeHostName(host, directive);
    else if (keyword == "port")
        takePort(host, directive);
    else if (keyword == "user")
        host.user = QString::fromUtf8(directive.arguments.first());
    else
        note(host, directive);
}

ConfigHost Resolver::resolve(const QByteArray &alias, const ConfigBlock &block)
{
    ConfigHost host{.alias = QString::fromUtf8(alias), .hostName = QString::fromUtf8(alias), .file = block.file, .line = block.line};
    QSet<QByteArray> seen;
    QList<qsizetype> later;
    for (const qsizetype at : directivesOf(alias)) {
        m_work += weightOf(m_tree.directives[at].arguments);
        if (m_tree.directives[at].keyword == "identityfile") // its tokens need the other values
            later += at;
        else
            take(host, m_tree.directives[at], seen);
    }
    for (const qsizetype at : later)
        take(host, m_tree.directives[at], seen);
    return host;
}

Result<SshConfig> Resolver::run()
{
    SshConfig config;
    QSet<QByteArray> known;
    for (qsizetype at = 0; at < m_tree.blocks.size(); ++at) {
        const ConfigBlock &block = m_tree.blocks[at];
        if (block.isMatch)
            continue;
        for (const QByteArray &pattern : block.patterns) {
            // A block in a file that is included for other hosts says nothing about this one.
            if (!isConcrete(pattern) || known.contains(pattern) || !holdsWithParents(block.parent, pattern))
                continue;
            if (m_places.cancelled && m_places.cancelled())
                return std::unexpected(Error{Errc::Cancelled, Text::tr("Cancelled.")});
            if (config.hosts.size() >= kMostHosts || m_work > kMostWork) {
                m_problems += ConfigProblem{block.file, block.line, config.hosts.size() >= kMostHosts
                                                                        ? Text::tr("there are more than 10,000 hosts; the others are left out")
                                                                        : Text::tr("too much is said for too many hosts; the others are left out")};
                config.problems = std::move(m_problems);
                return config;
            }
            known.insert(pattern);
            if (pattern.size() > kLongestAlias) {
                if (m_problems.size() < kMostProblems)
                    m_problems += ConfigProblem{block.file, block.line, Text::tr("the name “%1…” is longer than 255 bytes").arg(QString::fromUtf8(pattern.left(40)))};
                continue;
            }
            config.hosts += resolve(pattern, block);
        }
    }
    config.problems = std::move(m_problems);
    return config;
}

} // namespace

std::optional<QList<ConfigJump>> parseJumps(const QString &text)
{
    QList<ConfigJump> jumps;
    if (text.compare("none"_L1, Qt::CaseInsensitive) == 0)
        return jumps;
    for (const QStringView part : QStringView(text).split(u',')) {
        const auto jump = parseJump(part.trimmed().toString());
        if (!jump || jumps.size() >= kMostJumps)
            return {};
        jumps += *jump;
    }
    return jumps;
}

/// The form of a time before ProxyJump.
std::optional<ConfigJump> jumpOfCommand(const QString &command)
{
    QStringList words = command.simplified().split(u' ');
    if (words[0] != "ssh"_L1 && !words[0].endsWith("/ssh"_L1))
        return {};
    const qsizetype forward = words.indexOf("-W"_L1);
    if (forward < 0 || words.value(forward + 1) != "%h:%p"_L1)
        return {};
    words.remove(forward, 2);
    words.removeFirst();
    words.removeIf([](const QString &word) { return word == "-q"_L1 || word == "-x"_L1 || word == "-T"_L1; });
    return words.size() == 1 && !words[0].startsWith(u'-') ? parseJump(words[0]) : std::nullopt;
}

Result<SshConfig> readSshConfig(const QString &path, const ConfigPlaces &places)
{
    auto tree = readConfigTree(path, places);
    if (!tree)
        return std::unexpected(tree.error());
    return Resolver(*std::move(tree), places).run();
}

QString userSshConfig()
{
    return QDir::home().filePath(u".ssh/config"_s);
}

ConfigPlaces userConfigPlaces()
{
    return {QDir::homePath(), QDir::home().filePath(u".ssh"_s)};
}

} // namespace aiops::ssh
