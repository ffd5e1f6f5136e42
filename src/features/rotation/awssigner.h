#pragma once

#include "core/secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <utility>

namespace aiops::rotation {

struct AwsKey
{
    QByteArray id;
    std::shared_ptr<const Secret> secret;
};

/// A POST with a form as its body, as the Query interface of IAM and STS wants it.
struct AwsCall
{
    QByteArray service; ///< "iam", "sts"
    QByteArray region = "us-east-1";
    QByteArray host;    ///< with the port where it is not the usual one
    QByteArray body;    ///< percent-encoded form
};

/// The headers of a signed call: AWS Signature Version 4. `time` in UTC.
QList<std::pair<QByteArray, QByteArray>> awsHeaders(const AwsCall &call, const AwsKey &key, const QDateTime &time);

/// "Action=CreateAccessKey&Version=…"
QByteArray awsForm(const QList<std::pair<QByteArray, QByteArray>> &fields);

} // namespace aiops::rotation
