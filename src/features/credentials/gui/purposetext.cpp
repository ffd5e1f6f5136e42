#include "features/credentials/gui/purposetext.h"

#include "features/credentials/gui/attachdialog.h"

namespace aiops::credentials {

QString purposeText(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Login: return AttachDialog::tr("Sign in (SSH)");
    case Purpose::Sudo: return AttachDialog::tr("Administrator rights (sudo)");
    case Purpose::Database: return AttachDialog::tr("Database");
    case Purpose::Cloud: return AttachDialog::tr("Cloud account");
    case Purpose::Api: return AttachDialog::tr("API");
    case Purpose::Proxy: return AttachDialog::tr("Proxy");
    }
    return purposeName(purpose);
}

} // namespace aiops::credentials
