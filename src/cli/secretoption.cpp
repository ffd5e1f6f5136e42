#include "cli/secretoption.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

using SecretPointer = std::shared_ptr<const Secret>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

Future<SecretPointer> refused(Errc code, const QString &text)
{
    return failed<SecretPointer>(Error{.code = code, .text = text});
}

Future<SecretPointer> fromDescriptor(const Context &context, const QString &option, bool text)
{
    bool ok = false;
    const int fd = context.arguments.value(option).toInt(&ok);
    if (!ok || fd < 0)
        return refused(Errc::Invalid, tr("%1 takes the number of an open descriptor.").arg(option));
    return context.io->secretFromFd(fd, text);
}

} // namespace

QList<Parameter> secretParameters(const QString &name, const QString &fdHelp, const QString &fileHelp)
{
    return {{.name = u"--%1-fd"_s.arg(name), .help = fdHelp}, {.name = u"--%1-file"_s.arg(name), .help = fileHelp, .completes = u"file"_s}};
}

Future<SecretPointer> readSecret(Context context, QString name, QString label, bool text)
{
    const QString fd = u"--%1-fd"_s.arg(name), file = u"--%1-file"_s.arg(name);
    if (context.arguments.has(fd) && context.arguments.has(file))
        return refused(Errc::Invalid, tr("Give %1 or %2, not both.").arg(fd, file));
    if (context.arguments.has(fd))
        return fromDescriptor(context, fd, text);
    if (context.arguments.has(file))
        return context.io->secretFromFile(context.arguments.value(file), text);
    if (label.isEmpty())
        return ready<SecretPointer>(SecretPointer());
    if (context.arguments.noInput)
        return refused(Errc::NoInput, tr("Nothing may be asked, and --%1-fd or --%1-file was not given.").arg(name));
    return context.io->promptSecret(label);
}

} // namespace aiops::cli
