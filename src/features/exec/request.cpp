#include "features/exec/request.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<const char *, hostStates> kNames{"queued", "connecting", "running", "ok", "failed", "timed_out", "stopped", "not_run", "unreachable", "denied"};
constexpr qsizetype kLongestCommand = 128 * 1024;
constexpr qsizetype kLongestValue = 32 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

std::unexpected<Error> invalid(const QString &text)
{
    return std::unexpected(Error{Errc::Invalid, text});
}

} // namespace

QString stateName(HostState state)
{
    return QString::fromLatin1(kNames[size_t(state)]);
}

Result<HostState> parseState(QStringView name)
{
    for (int i = 0; i < hostStates; ++i) {
        if (name == QLatin1StringView(kNames[size_t(i)]))
            return HostState(i);
    }
    return invalid(tr("There is no such state."));
}

bool isVariableName(QStringView name)
{
    static const QRegularExpression form(u"\\A[A-Za-z_][A-Za-z0-9_]{0,254}\\z"_s);
    return form.matchView(name).hasMatch();
}

Status checkVariable(const Variable &variable)
{
    if (!isVariableName(variable.name))
        return invalid(tr("A variable is written NAME=VALUE, its name of letters, digits and _."));
    const QByteArrayView value = variable.value ? variable.value->reveal() : QByteArrayView();
    if (value.size() > kLongestValue || value.contains('\n') || value.contains('\0'))
        return invalid(tr("The value of %1 must be one line of at most 32 KiB.").arg(variable.name));
    return {};
}

Status checkExtras(const Request &request)
{
    if (request.input && request.input->size() > mostInput)
        return std::unexpected(Error{Errc::TooLarge, tr("At most 16 MiB can be given to stdin.")});
    for (const Variable &variable : request.variables) {
        if (const Status good = checkVariable(variable); !good)
            return good;
    }
    return {};
}

Status checkRequest(const Request &request)
{
    if (request.command.trimmed().isEmpty())
        return invalid(tr("Say what is to be run."));
    if (request.command.size() > kLongestCommand || request.command.contains(QChar(0)))
        return invalid(tr("The command is too long, or holds a zero byte. Give long texts through stdin."));
    if (request.targets.isEmpty())
        return std::unexpected(Error{Errc::NotFound, tr("There is no host to run it on.")});
    if (request.parallel < 1 || request.parallel > 1000)
        return invalid(tr("At a time: 1 to 1000 hosts."));
    if (request.hostLimit.count() < 0 || request.connectLimit.count() <= 0)
        return invalid(tr("A time limit cannot be below zero."));
    if (request.directory.size() > 4096 || request.directory.contains(u'\n') || request.directory.contains(QChar(0)))
        return invalid(tr("This is not a folder."));
    return checkExtras(request);
}

} // namespace aiops::exec
