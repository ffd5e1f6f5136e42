#include "features/exec/extras.h"

#include "core/text.h"

#include <QFile>
#include <QFileInfo>
#include <QThreadPool>

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

} // namespace

Result<Variable> parseVariable(QStringView line)
{
    const qsizetype at = line.indexOf(u'=');
    if (at < 1)
        return std::unexpected(Error{Errc::Invalid, tr("A variable is written NAME=VALUE, its name of letters, digits and _.")});
    return Variable{line.first(at).toString(), std::make_shared<const Secret>(line.sliced(at + 1).toUtf8())};
}

Result<QList<Variable>> parseVariables(QStringView lines)
{
    QList<Variable> variables;
    int number = 0;
    for (const QStringView line : lines.split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty() || line.startsWith(u'#'))
            continue;
        const auto variable = parseVariable(line);
        if (!variable)
            return std::unexpected(Error{Errc::Invalid, tr("Line %1: %2").arg(number).arg(variable.error().text)});
        variables += *variable;
    }
    return variables;
}

Result<QByteArray> contentOf(const QString &path, qint64 most)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile()) // a pipe would be waited for without an end
        return std::unexpected(Error{Errc::Invalid, tr("%1 is not a plain file.").arg(shownPlain(path, 300))});
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return std::unexpected(Error{Errc::NotFound, tr("%1 cannot be read: %2.").arg(shownPlain(path, 300), file.errorString())});
    QByteArray content = file.read(most + 1);
    if (content.size() > most)
        return std::unexpected(Error{Errc::TooLarge, tr("%1 is too big.").arg(shownPlain(path, 300))});
    return content;
}

Future<std::shared_ptr<const QByteArray>> inputFrom(QString path)
{
    const auto promise = std::make_shared<QPromise<Result<std::shared_ptr<const QByteArray>>>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, path = std::move(path)] {
        promise->addResult(contentOf(path, mostInput).transform([](QByteArray content) { return std::make_shared<const QByteArray>(std::move(content)); }));
        promise->finish();
    });
    return future;
}

} // namespace aiops::exec
