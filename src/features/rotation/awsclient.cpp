#include "features/rotation/awsclient.h"

#include "core/text.h"

#include <QXmlStreamReader>

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

/// The texts of all elements of a name, in their order.
QList<QByteArray> textsOf(const QByteArray &xml, QStringView name)
{
    QList<QByteArray> texts;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd() && !reader.hasError()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name)
            texts += reader.readElementText(QXmlStreamReader::SkipChildElements).toUtf8();
    }
    return texts;
}

QByteArray textOf(const QByteArray &xml, QStringView name)
{
    return textsOf(xml, name).value(0);
}

Error refusal(const HttpAnswer &answer)
{
    const QByteArray code = textOf(answer.body, u"Code");
    const QString words = shownPlain(QString::fromUtf8(textOf(answer.body, u"Message")), 300);
    const Errc errc = code == "LimitExceeded"                                                   ? Errc::Conflict
                      : code == "NoSuchEntity"                                                  ? Errc::NotFound
                      : code == "AccessDenied" || code == "InvalidClientTokenId" || answer.status == 403 ? Errc::Denied
                                                                                                : Errc::Failed;
    return {.code = errc, .text = words.isEmpty() ? say("AWS refused the request (%1).").arg(answer.status) : say("AWS refused the request: %1").arg(words),
            .detail = shownPlain(QString::fromUtf8(code), 100)};
}

} // namespace

Future<QByteArray> AwsClient::call(QByteArray service, Fields fields, AwsKey key) const
{
    const bool isIam = service == "iam";
    const QUrl url = m_endpoint.isEmpty() ? QUrl(u"https://%1.amazonaws.com/"_s.arg(QString::fromLatin1(service))) : m_endpoint;
    fields.emplaceBack("Version", isIam ? "2010-05-08" : "2011-06-15");
    const AwsCall request{.service = service, .region = "us-east-1", .host = url.authority().toLatin1(), .body = awsForm(fields)};
    const Result<HttpAnswer> answer = co_await m_http->post(url, awsHeaders(request, key, m_clock->now()), request.body);
    if (!answer)
        co_return std::unexpected(answer.error());
    if (answer->status != 200)
        co_return std::unexpected(refusal(*answer));
    co_return answer->body;
}

Future<QString> AwsClient::whoAmI(AwsKey key) const
{
    const Result<QByteArray> xml = co_await call("sts", {{"Action", "GetCallerIdentity"}}, key);
    if (!xml)
        co_return std::unexpected(xml.error());
    const QByteArray arn = textOf(*xml, u"Arn");
    if (arn.isEmpty())
        co_return std::unexpected(Error{Errc::Protocol, say("The service's answer could not be read."), {}});
    co_return QString::fromUtf8(arn);
}

Future<QList<AwsKeyInfo>> AwsClient::keys(AwsKey key) const
{
    const Result<QByteArray> xml = co_await call("iam", {{"Action", "ListAccessKeys"}}, key);
    if (!xml)
        co_return std::unexpected(xml.error());
    const QList<QByteArray> ids = textsOf(*xml, u"AccessKeyId"), states = textsOf(*xml, u"Status"), dates = textsOf(*xml, u"CreateDate");
    QList<AwsKeyInfo> keys;
    for (qsizetype i = 0; i < ids.size(); ++i)
        keys.append({QString::fromLatin1(ids[i]), states.value(i) == "Active", QDateTime::fromString(QString::fromLatin1(dates.value(i)), Qt::ISODate)});
    co_return keys;
}

Future<AwsKey> AwsClient::createKey(AwsKey key) const
{
    Result<QByteArray> xml = co_await call("iam", {{"Action", "CreateAccessKey"}}, key);
    if (!xml)
        co_return std::unexpected(xml.error());
    AwsKey made{.id = textOf(*xml, u"AccessKeyId"), .secret = {}};
    QByteArray secret = textOf(*xml, u"SecretAccessKey");
    wipe(*xml);
    const bool isWhole = !made.id.isEmpty() && !secret.isEmpty();
    made.secret = std::make_shared<const Secret>(Secret::copyOf(secret));
    wipe(secret);
    if (!isWhole)
        co_return std::unexpected(Error{Errc::Protocol, say("The service's answer could not be read."), {}});
    co_return made;
}

Future<void> AwsClient::disableKey(AwsKey key, QString id) const
{
    const Result<QByteArray> done = co_await call("iam", {{"Action", "UpdateAccessKey"}, {"AccessKeyId", id.toLatin1()}, {"Status", "Inactive"}}, key);
    co_return done ? Status() : Status(std::unexpected(done.error()));
}

Future<void> AwsClient::deleteKey(AwsKey key, QString id) const
{
    const Result<QByteArray> done = co_await call("iam", {{"Action", "DeleteAccessKey"}, {"AccessKeyId", id.toLatin1()}}, key);
    const bool isGone = done || done.error().code == Errc::NotFound;
    co_return isGone ? Status() : Status(std::unexpected(done.error()));
}

} // namespace aiops::rotation
