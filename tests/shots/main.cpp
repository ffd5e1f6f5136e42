#include "shots/request.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QPainter>
#include <QProcess>
#include <QTest>
#include <QTranslator>

#include <cstdio>
#include <map>

using namespace aiops;
using namespace aiops::shots;
using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

/// The window with its open dialogs in the middle: the offscreen screen is smaller than the window and moves them.
QPixmap picture(QWidget &window)
{
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (top->isVisible() && top->inherits("QDialog"))
            painter.drawPixmap(QPoint((window.width() - top->width()) / 2, (window.height() - top->height()) / 2), top->grab());
    }
    return picture;
}

bool save(World &world, const QString &file)
{
    QTest::qWait(350);
    return picture(world.driver.window()).save(file);
}

void closeDialogs(World &world)
{
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<QDialog *>(top); dialog && dialog->isVisible())
            dialog->reject();
    }
    world.driver.window().activateWindow(); // the offscreen platform gives the focus to no window when a dialog closes
    QTest::qWait(50);
}

bool take(const Scenario &scenario, const Request &request, World &world, Theme &theme, const QString &folder)
{
    const QSize size = request.size.isValid() ? request.size : scenario.size;
    theme.setMode(Theme::Mode::Light);
    if (!scenario.ownWorld)
        world.driver.window().resize(size);
    bool done = scenario.show(world);
    if (!done)
        std::fprintf(stderr, "%s: not reached\n", qPrintable(request.word));
    if (scenario.ownWorld && done)
        world.driver.window().resize(size);
    done = save(world, folder + u'/' + request.word + u"-light.png"_s) && done;
    theme.setMode(Theme::Mode::Dark);
    done = save(world, folder + u'/' + request.word + u"-dark.png"_s) && done;
    closeDialogs(world);
    theme.setMode(Theme::Mode::Light);
    return done;
}

/// In the order of the scenarios, each of which leaves what the next one needs.
bool takeAll(const QList<Request> &wanted, Theme &theme, const QString &folder)
{
    bool done = true;
    std::unique_ptr<World> common;
    for (const Scenario &scenario : scenarios()) {
        for (const Request &request : wanted) {
            if (request.scenario != scenario.name)
                continue;
            std::printf("%s\n", qPrintable(request.word));
            std::fflush(stdout);
            if (scenario.ownWorld) {
                World own;
                done = take(scenario, request, own, theme, folder) && done;
                continue;
            }
            if (!common) {
                common = std::make_unique<World>();
                if (!common->build())
                    return false;
            }
            done = take(scenario, request, *common, theme, folder) && done;
        }
    }
    return done;
}

/// Qt reads the factor of the screen once, when the program starts.
bool takeInChild(double scale, const QList<Request> &wanted, const QString &folder)
{
    QStringList words{folder};
    for (const Request &request : wanted)
        words.append(request.word);
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, QString::number(scale));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedChannels);
    child.start(QCoreApplication::applicationFilePath(), words);
    return child.waitForFinished(-1) && child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0;
}

bool takeByScale(const QList<Request> &wanted, const QString &folder)
{
    std::map<double, QList<Request>> byScale;
    for (const Request &request : wanted)
        byScale[request.scale].append(request);
    const double own = qgetenv("QT_SCALE_FACTOR").isEmpty() ? 1 : qgetenv("QT_SCALE_FACTOR").toDouble();
    Theme theme;
    bool done = true;
    for (const auto &[scale, requests] : byScale)
        done = (scale == own ? takeAll(requests, theme, folder) : takeInChild(scale, requests, folder)) && done;
    return done;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QStringList words = app.arguments().mid(1);
    if (words.isEmpty()) {
        std::fprintf(stderr, "aiops-shot FOLDER [SCENARIO[@WIDTHxHEIGHT][@FACTORx] …]\n");
        return 2;
    }
    const QString folder = words.takeFirst();
    QTranslator english;
    if (!english.load(QStringLiteral(AIOPS_ENGLISH)) || !QApplication::installTranslator(&english))
        std::fprintf(stderr, "no singular and plural forms in %s\n", AIOPS_ENGLISH);
    QList<Request> wanted;
    for (const QString &word : words.isEmpty() ? allRequests() : words) {
        const Result<Request> request = parseRequest(word);
        if (!request) {
            std::fprintf(stderr, "aiops-shot: %s\n", qPrintable(request.error().text));
            return 2;
        }
        wanted.append(*request);
    }
    QDir().mkpath(folder);
    return takeByScale(wanted, folder) ? 0 : 1;
}
