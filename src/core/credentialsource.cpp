#include "core/credentialsource.h"

#include <QCoreApplication>

#include <array>

namespace aiops {

using namespace Qt::StringLiterals;

namespace {
constexpr std::array kPurposes{u"login", u"sudo", u"database", u"cloud", u"api", u"proxy"};
}

QString purposeName(Purpose purpose)
{
    return QString::fromUtf16(kPurposes[size_t(purpose)]);
}

Result<Purpose> parsePurpose(QStringView text)
{
    for (size_t i = 0; i < kPurposes.size(); ++i) {
        if (text == QStringView(kPurposes[i]))
            return Purpose(i);
    }
    return std::unexpected(Error{Errc::Invalid,
                                 QCoreApplication::translate("aiops", "The purpose is one of login, sudo, database, cloud, api, proxy."),
                                 {}});
}

Future<CredentialValue> CredentialSource::value(CredentialId, Purpose, Permit permit)
{
    const Error none{Errc::NotFound, QCoreApplication::translate("aiops", "There is no such credential."), {}};
    permit.failed(none);
    return failed<CredentialValue>(none);
}

} // namespace aiops
