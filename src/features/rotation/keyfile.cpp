#include "features/rotation/keyfile.h"

#include "core/text.h"
#include "features/rotation/authorizedkeys.h"
#include "features/rotation/remoterun.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

// Both programs stand between single quotes on the command line, so that any login shell (also csh and fish) hands them
// to sh unchanged: no single quote, no backslash, no exclamation mark, no line end in them.

/// Start-up files of a shell may print something before and after.
constexpr QByteArrayView kBegin = "@@aiops-begin@@\n";
constexpr QByteArrayView kEnd = "@@aiops-end@@";
constexpr QByteArrayView kNone = "@@aiops-none@@";

constexpr const char *kRead = "sh -c '"
                              "f=$HOME/.ssh/authorized_keys; "
                              "if [ -e \"$f\" ]; then echo @@aiops-begin@@; cat \"$f\" && echo @@aiops-end@@; "
                              "else echo @@aiops-none@@; fi'";

/// $1 $2: checksum and size of the file that was read, or "none none"; $3: size of what comes on stdin.
constexpr const char *kWrite = "sh -c '"
                               "f=$HOME/.ssh/authorized_keys; umask 077; "
                               "if [ -d \"$HOME/.ssh\" ]; then :; else mkdir \"$HOME/.ssh\" || exit 21; fi; "
                               "r=$(readlink -f \"$f\" 2>/dev/null); if [ -n \"$r\" ]; then f=$r; fi; "
                               "t=$f.aiops-$$; clean() { rm -f \"$t\"; }; trap clean EXIT; trap \"exit 29\" HUP INT TERM; "
                               "if [ -e \"$f\" ]; then "
                               "[ \"$(cksum <\"$f\")\" = \"$1 $2\" ] || exit 22; "
                               "[ -O \"$f\" ] || [ \"$(id -u)\" = 0 ] || exit 23; "
                               "cp -p \"$f\" \"$t\" || exit 24; "
                               "else [ \"$1\" = none ] || exit 22; : >\"$t\" || exit 24; fi; "
                               "cat >\"$t\" || exit 25; "
                               "[ \"$(wc -c <\"$t\")\" -eq \"$3\" ] || exit 26; "
                               "mv -f \"$t\" \"$f\" || exit 27; "
                               "echo @@aiops-end@@' aiops ";

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

QString wordsOf(const RemoteOutput &output)
{
    return shownPlain(QString::fromUtf8(output.err.trimmed()), 300);
}

Error noShell(const RemoteOutput &output)
{
    return {.code = Errc::Failed, .text = tr("The host did not run the command; the account may have no shell or a forced command."),
            .detail = wordsOf(output)};
}

Error writeError(const RemoteOutput &output)
{
    const QString words = wordsOf(output);
    const auto make = [&words](Errc code, const QString &text) {
        return Error{.code = code, .text = words.isEmpty() ? text : text + u" ("_s + words + u')', .detail = words};
    };
    switch (output.status) {
    case 21:
    case 24:
    case 27: return make(Errc::Denied, tr("~/.ssh/authorized_keys could not be written."));
    case 22: return make(Errc::Conflict, tr("~/.ssh/authorized_keys changed while it was edited. Try again."));
    case 23: return make(Errc::Denied, tr("~/.ssh/authorized_keys belongs to another account."));
    case 25: return make(Errc::DiskFull, tr("~/.ssh/authorized_keys could not be written; the disk may be full."));
    case 26:
    case 29: return make(Errc::Closed, tr("The connection ended before the new file was complete; nothing was changed."));
    default: return noShell(output);
    }
}

} // namespace

Future<KeyFile> readKeyFile(std::shared_ptr<ssh::Transport> transport)
{
    const Result<RemoteOutput> output = co_await runRemote(transport, kRead, nullptr);
    if (!output)
        co_return std::unexpected(output.error());
    const qsizetype begin = output->out.indexOf(kBegin);
    const qsizetype end = output->out.lastIndexOf(kEnd);
    if (begin >= 0 && end >= begin + kBegin.size())
        co_return KeyFile{.content = output->out.sliced(begin + kBegin.size(), end - begin - kBegin.size()), .exists = true};
    if (begin < 0 && output->out.contains(kNone))
        co_return KeyFile{};
    if (begin >= 0)
        co_return std::unexpected(Error{.code = Errc::Denied, .text = tr("~/.ssh/authorized_keys could not be read."), .detail = wordsOf(*output)});
    co_return std::unexpected(noShell(*output));
}

Future<void> writeKeyFile(std::shared_ptr<ssh::Transport> transport, KeyFile read, QByteArray content)
{
    const QByteArray state = read.exists ? posixChecksum(read.content) : QByteArray("none none");
    const QByteArray command = kWrite + state + ' ' + QByteArray::number(content.size());
    const Result<RemoteOutput> output = co_await runRemote(transport, command, std::make_shared<const Secret>(Secret::copyOf(content)));
    if (!output)
        co_return std::unexpected(output.error());
    if (output->status != 0 || !output->out.contains(kEnd))
        co_return std::unexpected(writeError(*output));
    co_return Status();
}

} // namespace aiops::rotation
