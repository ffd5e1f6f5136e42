#include "features/rotation/gui/desktopnotice.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>

namespace aiops::rotation {

using namespace Qt::StringLiterals;

void showDesktopNotice(const QString &title, const QString &text)
{
    const QString program = QStandardPaths::findExecutable(u"notify-send"_s);
    if (program.isEmpty())
        return;
    QProcess notice;
    notice.setProgram(program);
    notice.setArguments({u"--app-name"_s, QCoreApplication::applicationName(), u"--icon"_s, u"dialog-password"_s, u"--"_s, title, text});
    notice.setStandardOutputFile(QProcess::nullDevice());
    notice.setStandardErrorFile(QProcess::nullDevice());
    notice.startDetached();
}

} // namespace aiops::rotation
