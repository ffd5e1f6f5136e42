#include "net/curlpost.h"

#include <QProcess>
#include <QStandardPaths>

namespace aiops::net {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::net", text);
}

QByteArray quoted(QByteArray text)
{
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

bool isBroken(const QByteArray &text)
{
    return text.contains('\n') || text.contains('\r');
}

Result<PostAnswer> readAnswer(const QByteArray &out, const QByteArray &err, int code)
{
    if (code != 0)
        return std::unexpected(Error{code == 28 ? Errc::TimedOut : Errc::Unreachable,
                                     code == 60 ? say("The certificate of the service is not trusted by this computer.") : say("The service could not be reached."),
                                     QString::fromUtf8(err.trimmed()).left(300)});
    const qsizetype feed = out.lastIndexOf('\n');
    bool ok = false;
    const int status = out.mid(feed + 1).toInt(&ok);
    if (feed < 0 || !ok)
        return std::unexpected(Error{Errc::Protocol, say("The service's answer could not be read."), {}});
    return PostAnswer{status, out.left(feed)};
}

} // namespace

QByteArray curlConfig(const QUrl &url, const PostHeaders &headers, const QByteArray &body)
{
    QByteArray config = "silent\nshow-error\nproto = \"=https\"\nmax-time = 30\nmax-filesize = 1048576\nwrite-out = \"\\n%{http_code}\"\nurl = "
                        + quoted(url.toEncoded()) + '\n';
    for (const auto &[name, value] : headers)
        config += "header = " + quoted(name + ": " + value) + '\n';
    return config + "data-raw = " + quoted(body) + '\n'; // not data-binary: that would read a file when it begins with @
}

bool hasLineEnd(const PostHeaders &headers, const QByteArray &body)
{
    return isBroken(body) || std::ranges::any_of(headers, [](const auto &field) { return isBroken(field.first) || isBroken(field.second); });
}

Future<PostAnswer> postByCurl(const QUrl &url, const PostHeaders &headers, const QByteArray &body)
{
    if (hasLineEnd(headers, body) || !url.isValid() || url.host().isEmpty() || url.scheme() != "https"_L1)
        return failed<PostAnswer>({Errc::Invalid, say("The request cannot be sent."), {}});
    const QString program = QStandardPaths::findExecutable(u"curl"_s);
    if (program.isEmpty())
        return failed<PostAnswer>({Errc::NotFound, say("The program curl is needed for https and is not installed."), {}, say("Install curl, then try again.")});
    auto *curl = new QProcess;
    const auto promise = std::make_shared<QPromise<Result<PostAnswer>>>();
    promise->start();
    const auto end = [curl, promise, ended = std::make_shared<bool>(false)](Result<PostAnswer> answer) {
        if (std::exchange(*ended, true))
            return;
        promise->addResult(std::move(answer));
        promise->finish();
        curl->deleteLater();
    };
    QObject::connect(curl, &QProcess::finished, curl, [curl, end](int code, QProcess::ExitStatus status) {
        end(readAnswer(curl->readAllStandardOutput(), curl->readAllStandardError(), status == QProcess::NormalExit ? code : -1));
    });
    QObject::connect(curl, &QProcess::errorOccurred, curl, [end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(std::unexpected(Error{Errc::Unreachable, say("The connection to the service failed."), u"curl did not start"_s}));
    });
    curl->start(program, {u"-q"_s, u"--config"_s, u"-"_s});
    curl->write(curlConfig(url, headers, body));
    curl->closeWriteChannel();
    return promise->future();
}

} // namespace aiops::net
