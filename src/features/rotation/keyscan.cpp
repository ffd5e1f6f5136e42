#include "features/rotation/keyscan.h"

#include "core/text.h"
#include "features/rotation/remoterun.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

// As in keyfile.cpp: nothing in it that a login shell would change. Each file comes with its size in front, so that no
// content can pose as the file of somebody else.
constexpr const char *kScan = "sh -c '"
                              "show() { for n in authorized_keys authorized_keys2; do f=$2/.ssh/$n; if [ -f \"$f\" ] && [ -r \"$f\" ]; then "
                              "s=$(wc -c <\"$f\"); echo \"@@aiops-file@@ $3 \"$s\" $1 $f\"; head -c \"$s\" <\"$f\"; echo; fi; done; }; "
                              "echo @@aiops-begin@@; show \"$(id -un)\" \"$HOME\" own; "
                              "(getent passwd 2>/dev/null || cat /etc/passwd) | while IFS=: read -r u x i g c h s; do "
                              "if [ \"$h\" = \"$HOME\" ] || [ -z \"$h\" ]; then :; else show \"$u\" \"$h\" other; fi; done; "
                              "echo @@aiops-end@@'";
constexpr QByteArrayView kBegin = "@@aiops-begin@@\n";
constexpr QByteArrayView kEnd = "@@aiops-end@@";
constexpr QByteArrayView kFile = "@@aiops-file@@ ";

std::unexpected<Error> odd(const char *what)
{
    return std::unexpected(Error{Errc::Protocol, QCoreApplication::translate("aiops::rotation", "The host's answer could not be read."), QString::fromLatin1(what)});
}

} // namespace

Result<QList<ScannedFile>> readScan(const QByteArray &output)
{
    qsizetype at = output.indexOf(kBegin);
    if (at < 0)
        return odd("no begin");
    at += kBegin.size();
    QList<ScannedFile> files;
    while (QByteArrayView(output).sliced(at).startsWith(kFile)) {
        const qsizetype feed = output.indexOf('\n', at);
        const QList<QByteArray> words = output.mid(at + kFile.size(), feed - at - kFile.size()).split(' ');
        bool ok = false;
        const qsizetype size = words.value(1).toLongLong(&ok);
        if (feed < 0 || words.size() < 4 || !ok || size < 0 || size > output.size() - feed - 2 || output[feed + 1 + size] != '\n')
            return odd("file header");
        files.append({.account = shownPlain(QString::fromUtf8(words[2]), 64), .path = shownPlain(QString::fromUtf8(words.sliced(3).join(' ')), 300),
                      .content = output.mid(feed + 1, size), .isOwn = words[0] == "own"});
        at = feed + 1 + size + 1;
    }
    return QByteArrayView(output).sliced(at).startsWith(kEnd) ? Result<QList<ScannedFile>>(files) : odd("no end");
}

Future<QList<ScannedFile>> scanKeyFiles(std::shared_ptr<ssh::Transport> transport)
{
    const Result<RemoteOutput> output = co_await runRemote(transport, kScan, nullptr, std::chrono::seconds(60));
    if (!output)
        co_return std::unexpected(output.error());
    co_return readScan(output->out);
}

} // namespace aiops::rotation
