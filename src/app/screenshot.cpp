#include "app/screenshot.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <cstdio>

namespace aiops::app {

using namespace std::chrono_literals;

namespace {
constexpr auto kSettled = 600ms; // the database, the first rows and the fonts are there long before
}

void takeScreenshot(QWidget &window, const QString &file)
{
    QTimer::singleShot(kSettled, &window, [&window, file] {
        const bool written = window.grab().save(file);
        if (!written)
            std::fprintf(stderr, "%s\n", qPrintable(QCoreApplication::translate("aiops::app", "%1 cannot be written.").arg(file)));
        QCoreApplication::exit(written ? 0 : 1);
    });
}

} // namespace aiops::app
