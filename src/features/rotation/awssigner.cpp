#include "features/rotation/awssigner.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace aiops::rotation {

namespace {

constexpr const char *kType = "application/x-www-form-urlencoded; charset=utf-8";

QByteArray hmac(const QByteArray &key, QByteArrayView data)
{
    return QMessageAuthenticationCode::hash(data, key, QCryptographicHash::Sha256);
}

QByteArray hexHash(QByteArrayView data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
}

QByteArray signature(const AwsCall &call, const AwsKey &key, const QByteArray &day, const QByteArray &text)
{
    QByteArray start = "AWS4" + key.secret->reveal().toByteArray();
    QByteArray daily = hmac(start, day);
    wipe(start);
    const QByteArray result = hmac(hmac(hmac(hmac(daily, call.region), call.service), "aws4_request"), text).toHex();
    wipe(daily);
    return result;
}

} // namespace

QByteArray awsForm(const QList<std::pair<QByteArray, QByteArray>> &fields)
{
    QByteArray form;
    for (const auto &[name, value] : fields) {
        if (!form.isEmpty())
            form += '&';
        form += name.toPercentEncoding() + '=' + value.toPercentEncoding();
    }
    return form;
}

QList<std::pair<QByteArray, QByteArray>> awsHeaders(const AwsCall &call, const AwsKey &key, const QDateTime &time)
{
    const QByteArray stamp = time.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
    const QByteArray day = stamp.left(8);
    const QByteArray scope = day + '/' + call.region + '/' + call.service + "/aws4_request";
    const QByteArray names = "content-type;host;x-amz-date";
    const QByteArray canonical = QByteArray("POST\n/\n\ncontent-type:") + kType + "\nhost:" + call.host + "\nx-amz-date:" + stamp + "\n\n" + names + '\n' + hexHash(call.body);
    const QByteArray text = "AWS4-HMAC-SHA256\n" + stamp + '\n' + scope + '\n' + hexHash(canonical);
    return {{"Content-Type", kType},
            {"X-Amz-Date", stamp},
            {"Authorization", "AWS4-HMAC-SHA256 Credential=" + key.id + '/' + scope + ", SignedHeaders=" + names + ", Signature=" + signature(call, key, day, text)}};
}

} // namespace aiops::rotation
