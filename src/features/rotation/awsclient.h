#pragma once

#include "core/clock.h"
#include "features/rotation/awssigner.h"
#include "features/rotation/httppost.h"

namespace aiops::rotation {

struct AwsKeyInfo
{
    QString id;
    bool isActive = false;
    QDateTime createdAt;
};

/// The calls of IAM and STS that a rotation needs, each signed with the key that is given. About the user of that key.
/// Errors: Denied, NotFound, Conflict (two keys already), Failed with the service's words; those of HttpPost.
class AwsClient final
{
public:
    /// `endpoint` empty: AWS itself.
    AwsClient(std::shared_ptr<HttpPost> http, const Clock &clock, QUrl endpoint) : m_http(std::move(http)), m_clock(&clock), m_endpoint(std::move(endpoint)) {}

    Future<QString> whoAmI(AwsKey key) const; ///< the ARN
    Future<QList<AwsKeyInfo>> keys(AwsKey key) const;
    Future<AwsKey> createKey(AwsKey key) const;
    Future<void> disableKey(AwsKey key, QString id) const;
    Future<void> deleteKey(AwsKey key, QString id) const; ///< no error when it is gone

private:
    using Fields = QList<std::pair<QByteArray, QByteArray>>;
    Future<QByteArray> call(QByteArray service, Fields fields, AwsKey key) const;

    std::shared_ptr<HttpPost> m_http;
    const Clock *m_clock;
    QUrl m_endpoint;
};

} // namespace aiops::rotation
