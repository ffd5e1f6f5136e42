#include "features/credentials/gui/openimport.h"

#include "features/credentials/gui/importfiledialog.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "vault/foreign/foreignfile.h"

#include <QDir>
#include <QPointer>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

void openImport(VaultSession &session, QWidget *over, const QString &path)
{
    const QPointer<QWidget> window(over);
    deliver(session.window().requestUnlock(over), &session, [&session, window, path](const Status &open) {
        if (open)
            (new ImportFileDialog(session, path, window))->open();
        else if (open.error().code != Errc::Cancelled)
            session.navigator().problem(VaultSession::tr("Vault"), open.error());
    });
}

bool canImport(const QString &path)
{
    return !path.isEmpty() && (path.endsWith(u".aiopsvault"_s) || vault::detectFormat(path).has_value());
}

QString sshFolder()
{
    return QDir::homePath() + u"/.ssh"_s;
}

} // namespace aiops::credentials
