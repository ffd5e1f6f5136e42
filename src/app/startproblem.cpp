#include "app/startproblem.h"

#include <QApplication>
#include <QMessageBox>

#include <cstdio>

namespace aiops::app {

int showStartProblem(QApplication &app, const Error &error)
{
    std::fprintf(stderr, "%s %s\n", qPrintable(error.text), qPrintable(error.hint));
    QMessageBox box(QMessageBox::Warning, QCoreApplication::translate("aiops::app", "AIOps Command Center cannot start"), error.text,
                    QMessageBox::Close);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(error.hint);
    box.open();
    app.exec();
    return exitCode(error.code);
}

} // namespace aiops::app
