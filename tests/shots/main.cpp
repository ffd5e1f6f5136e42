#include "shots/scenarios.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QPainter>
#include <QTest>

#include <cstdio>

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

void closeDialogs()
{
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<QDialog *>(top); dialog && dialog->isVisible())
            dialog->reject();
    }
    QTest::qWait(50);
}

bool take(const Scenario &scenario, World &world, Theme &theme, const QString &folder)
{
    theme.setMode(Theme::Mode::Light);
    bool done = scenario.ownWorld || (world.driver.window().resize(scenario.size), true);
    done = done && scenario.show(world);
    if (!done)
        std::fprintf(stderr, "%s: not reached\n", qPrintable(scenario.name));
    if (scenario.ownWorld && done)
        world.driver.window().resize(scenario.size);
    done = save(world, folder + u'/' + scenario.name + u"-light.png"_s) && done;
    theme.setMode(Theme::Mode::Dark);
    done = save(world, folder + u'/' + scenario.name + u"-dark.png"_s) && done;
    closeDialogs();
    theme.setMode(Theme::Mode::Light);
    return done;
}

bool takeAll(const QStringList &wanted, Theme &theme, const QString &folder)
{
    bool done = true;
    std::unique_ptr<World> common;
    for (const Scenario &scenario : scenarios()) {
        const bool isSpecial = scenario.name == u"my-space-200percent"; // needs a process of its own, see shot.sh
        if (wanted.isEmpty() ? isSpecial : !wanted.contains(scenario.name))
            continue;
        std::printf("%s\n", qPrintable(scenario.name));
        std::fflush(stdout);
        if (scenario.ownWorld) {
            World own;
            done = take(scenario, own, theme, folder) && done;
            continue;
        }
        if (!common) {
            common = std::make_unique<World>();
            if (!common->build())
                return false;
        }
        done = take(scenario, *common, theme, folder) && done;
    }
    return done;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QStringList words = app.arguments().mid(1);
    if (words.isEmpty()) {
        std::fprintf(stderr, "aiops-shot FOLDER [SCENARIO …]\n");
        return 2;
    }
    const QString folder = words.takeFirst();
    Theme theme;
    QDir().mkpath(folder);
    return takeAll(words, theme, folder) ? 0 : 1;
}
