#include "vault/picking.h"
#include "vault/vault.h"

#include <QCoreApplication>

namespace aiops::vault {

using namespace Qt::StringLiterals;

Result<CredentialInfo> Vault::find(const QString &selector) const
{
    const Result<QList<CredentialInfo>> all = credentials();
    if (!all)
        return std::unexpected(all.error());
    const QList<CredentialInfo> found = fitting(*all, selector);
    if (found.size() == 1)
        return found.constFirst();
    if (found.isEmpty())
        return std::unexpected(Error{.code = Errc::NotFound,
                                     .text = QCoreApplication::translate("aiops::vault", "There is no credential “%1”.").arg(selector),
                                     .detail = {},
                                     .hint = QCoreApplication::translate("aiops::vault", "See aiops credential list.")});
    QStringList names;
    for (const CredentialInfo &info : found)
        names.append(info.name);
    return std::unexpected(Error{.code = Errc::Ambiguous,
                                 .text = QCoreApplication::translate("aiops::vault", "“%1” fits several credentials: %2.")
                                             .arg(selector, names.join(u", "_s))});
}

} // namespace aiops::vault
