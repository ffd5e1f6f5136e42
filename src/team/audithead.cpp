#include "team/audithead.h"

#include "core/text.h"
#include "team/auditchain.h"
#include "team/devicekey.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostBytes = 16 * 1024; // of a head: a field is at most 64 characters

QString tr(const char *text)
{
    return QCoreApplication::translate("team", text);
}

QByteArray message(const AuditHead &head)
{
    return signedPlace("head", head.seq, head.hash.toUtf8(), head.device.toUtf8(), toRfc3339(head.at).toUtf8());
}

bool isHex(const QString &text)
{
    return text.size() == 64 && std::ranges::all_of(text, [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

/// The head is the last member of an export, which may be large.
QJsonObject findHead(const QByteArray &json)
{
    const QJsonObject whole = json.size() <= kMostBytes ? QJsonDocument::fromJson(json).object() : QJsonObject();
    if (!whole.isEmpty())
        return whole.contains(u"head"_s) ? whole.value(u"head"_s).toObject() : whole;
    const qsizetype at = json.lastIndexOf("\"head\":");
    if (at < 0 || json.size() - at > kMostBytes)
        return {};
    return QJsonDocument::fromJson("{" + json.sliced(at).trimmed()).object().value(u"head"_s).toObject();
}

} // namespace

void sign(AuditHead &head, DeviceKey &key)
{
    head.signature = key.sign(message(head), head.seq + 1);
    head.publicKey = head.signature.isEmpty() ? QByteArray() : key.publicKey();
}

QJsonObject toJson(const AuditHead &head)
{
    return {{u"seq"_s, head.seq}, {u"hash"_s, head.hash}, {u"device"_s, head.device}, {u"at"_s, toRfc3339(head.at)},
            {u"public_key"_s, QString::fromLatin1(head.publicKey.toBase64())},
            {u"signature"_s, QString::fromLatin1(head.signature.toBase64())}};
}

Result<AuditHead> headFromJson(const QByteArray &json)
{
    const QJsonObject object = findHead(json);
    const auto text = [&object](const QString &key) { return object.value(key).toString(); };
    const AuditHead head{object.value(u"seq"_s).toInteger(-1), text(u"hash"_s), text(u"device"_s),
                         QDateTime::fromString(text(u"at"_s), Qt::ISODateWithMs), QByteArray::fromBase64(text(u"public_key"_s).toLatin1()),
                         QByteArray::fromBase64(text(u"signature"_s).toLatin1())};
    if (head.seq < 0 || (head.seq > 0 && !isHex(head.hash)) || !head.at.isValid())
        return std::unexpected(Error{Errc::Invalid, tr("This file holds no head of an audit chain."), {},
                                     tr("Take the .head.json file of a CSV export, or a JSON export.")});
    return head;
}

Status checkSignature(const AuditHead &head, const DeviceKey &key)
{
    if (head.signature.isEmpty())
        return std::unexpected(Error{Errc::Invalid, tr("The head in this file is not signed.")});
    if (!key.verify(head.publicKey, message(head), head.signature))
        return std::unexpected(Error{Errc::Integrity, tr("The signature of the head in this file is not right: the file was changed.")});
    return {};
}

} // namespace aiops::team
