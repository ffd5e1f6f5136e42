#include "features/myspace/gui/instanceform.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::myspace::InstanceDialog", text);
}

QString nameProblem(const QString &name)
{
    if (name.isEmpty())
        return tr("Give it a name, such as web-01.");
    if (name.size() > 200)
        return tr("The name is longer than 200 characters.");
    return std::ranges::any_of(name, [](QChar c) { return c.category() == QChar::Other_Control; })
        ? tr("The name contains a control character.") : QString();
}

QString addressProblem(const QString &address)
{
    static const QRegularExpression allowed(u"^[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*$|^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[A-Za-z0-9._-]+)?$"_s);
    if (address.isEmpty())
        return tr("Enter a host name or an IP address.");
    if (address.startsWith(u'-'))
        return tr("An address cannot begin with a hyphen.");
    return allowed.match(address).hasMatch() && address.size() <= 253
        ? QString() : tr("This is not a host name or an IP address. Leave out the user, the port and spaces.");
}

QString portProblem(const QString &text)
{
    if (text.isEmpty()) // as the group says, or 22
        return {};
    bool ok = false;
    const int port = text.toInt(&ok);
    return ok && port >= 1 && port <= 65535 ? QString() : tr("The port must be 1 to 65535.");
}

QString userProblem(const QString &user)
{
    static const QRegularExpression allowed(u"^[\\p{L}\\p{N}_.][\\p{L}\\p{N}_.@+\\\\-]*\\$?$"_s);
    if (user.isEmpty() || (allowed.match(user).hasMatch() && user.size() <= 255))
        return {};
    return user.startsWith(u'-') ? tr("A user cannot begin with a hyphen.")
                                 : tr("A user has letters, digits and . _ - only.");
}

} // namespace

QHash<QString, QString> problemsOf(const InstanceInput &input)
{
    QHash<QString, QString> problems;
    const auto note = [&](const QString &edit, const QString &problem) {
        if (!problem.isEmpty())
            problems.insert(edit, problem);
    };
    note(u"nameEdit"_s, nameProblem(input.name.trimmed()));
    note(u"addressEdit"_s, addressProblem(input.address.trimmed()));
    note(u"portEdit"_s, portProblem(input.port.trimmed()));
    note(u"userEdit"_s, userProblem(input.user.trimmed()));
    return problems;
}

QStringList splitTags(const QString &text)
{
    QStringList tags;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString tag = part.trimmed(); !tag.isEmpty())
            tags << tag;
    }
    tags.sort();
    tags.removeDuplicates();
    return tags;
}

} // namespace aiops::myspace
