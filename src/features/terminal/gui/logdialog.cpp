#include "features/terminal/gui/logdialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>

namespace aiops::terminal {

using namespace Qt::StringLiterals;
using widgets::Theme;

LogDialog::LogDialog(const QString &host, const QString &log, QWidget *parent)
    : shell::Dialog(tr("Connection to %1").arg(host), parent)
{
    resize(Theme::current().scaled(640), Theme::current().scaled(400));
    auto *text = new QPlainTextEdit(log);
    text->setObjectName(u"connectionLog"_s);
    text->setAccessibleName(tr("Connection log"));
    text->setReadOnly(true);
    text->setFont(Theme::current().font(Theme::Type::MonoSmall));
    text->setTabChangesFocus(true);
    body()->addWidget(text, 1);
    addLeftButton(tr("Copy log"), [log] { QGuiApplication::clipboard()->setText(log); })
        ->setObjectName(u"copyLogButton"_s);
    addCancel(tr("Close"));
}

} // namespace aiops::terminal
