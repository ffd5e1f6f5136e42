#include "vault/vault.h"

#include <QCoreApplication>

namespace aiops::vault {

using namespace Qt::StringLiterals;

Result<CredentialInfo> Vault::find(const QString &selector) const
{
    const Result<QList<CredentialInfo>> all = credentials();
    if (!all)
        return std::unexpected(all.error());
    QList<CredentialInfo> prefixed;
    for (const CredentialInfo &info : *all) {
        if (info.id.toString() == selector || info.name.compare(selector, Qt::CaseInsensitive) == 0)
            return info;
        if (selector.size() >= 4 && info.id.toString().startsWith(selector, Qt::CaseInsensitive))
            prefixed.append(info);
    }
    if (prefixed.size() == 1)
        return prefixed.constFirst();
    if (prefixed.isEmpty())
        return std::unexpected(Error{.code = Errc::NotFound,
                                     .text = QCoreApplication::translate("aiops::vault", "There is no credential “%1”.").arg(selector),
                                     .detail = {},
                                     .hint = QCoreApplication::translate("aiops::vault", "See aiops credential list.")});
    QStringList names;
    for (const CredentialInfo &info : std::as_const(prefixed))
        names.append(info.name);
    return std::unexpected(Error{.code = Errc::Ambiguous,
                                 .text = QCoreApplication::translate("aiops::vault", "“%1” fits several credentials: %2.")
                                             .arg(selector, names.join(u", "_s))});
}

} // namespace aiops::vault
