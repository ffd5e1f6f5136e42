#include "app/firstpaint.h"
#include "app/options.h"
#include "app/screenshot.h"
#include "app/startproblem.h"
#include "app/windowprogram.h"
#include "cli/owner/endsignals.h"
#include "shell/appearance.h"
#include "vault/hygiene.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QFontMetrics>
#include <QTranslator>

#include <cstdio>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace aiops;
using namespace aiops::app;
using namespace Qt::StringLiterals;

namespace {

int tell(const QString &text, int code)
{
    std::fputs(qPrintable(text + u'\n'), code == 0 ? stdout : stderr);
    return code;
}

QStringList wordsOf(int argc, char **argv)
{
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    return words;
}

bool needsDisplay()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
           && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return false;
#endif
}

constexpr int kBigBlock = 512 * 1024;

/// A heap for each thread of the pool would keep what it was used for once: 5 MiB with 10,000 instances. And glibc stops
/// giving long lists back to the system once it has seen a few.
void keepHeapSmall()
{
#ifdef __GLIBC__
    ::mallopt(M_ARENA_MAX, 1);
    ::mallopt(M_MMAP_THRESHOLD, kBigBlock);
#endif
}

int show(QApplication &app, WindowProgram &program, const Options &options)
{
    shell::MainWindow &window = program.window();
    window.restore();
    if (!options.page.isEmpty()) {
        if (auto opened = program.openPage(options.page); !opened)
            return tell(opened.error().text, exitCode(opened.error().code));
    }
    if (options.size.isValid())
        window.resize(options.size);
    if (options.screenshot.isEmpty())
        afterFirstPaint(window, [&program] { program.listen(); });
    else
        takeScreenshot(window, options.screenshot);
    const cli::EndSignals ending;
    QObject::connect(&ending, &cli::EndSignals::asked, &window, &shell::MainWindow::leave);
    window.show();
    return app.exec();
}

} // namespace

int main(int argc, char **argv)
{
    vault::hardenProcess();
    keepHeapSmall();
    QCoreApplication::setApplicationName(u"aiops-command-center"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(AIOPS_VERSION));
    const auto options = parseOptions(wordsOf(argc, argv));
    if (!options)
        return tell(options.error().text + u' ' + options.error().hint, 2);
    if (options->help)
        return tell(helpText(), 0);
    if (options->version)
        return tell(u"aiops-command-center "_s + QStringLiteral(AIOPS_VERSION), 0);
    if (needsDisplay()) {
        if (options->screenshot.isEmpty())
            return tell(QCoreApplication::translate("aiops::app", "There is no display here. QT_QPA_PLATFORM=vnc serves the window on port 5900; "
                                                                  "--screenshot FILE.png renders it and ends."), 1);
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }

    QApplication app(argc, argv);
    QTranslator words;
    if (words.load(u":/translations/aiops_en.qm"_s))
        QApplication::installTranslator(&words);
    const auto home = Home::open(options->home);
    auto owner = home ? cli::OwnerServices::begin(*home) : std::unexpected(home.error());
    widgets::Theme theme; // style sheet and fonts, while the database opens in its thread
    (void)QFontMetrics(theme.font(widgets::Theme::Type::Body)).height(); // the fonts of the system are looked through at the first use
    auto program = owner ? WindowProgram::open(*home, std::move(*owner)) : std::unexpected(owner.error());
    if (!program)
        return options->screenshot.isEmpty() ? showStartProblem(app, program.error())
                                             : tell(program.error().text, exitCode(program.error().code));
    auto appearance = shell::Appearance::read((*program)->settings());
    if (options->theme)
        appearance.mode = *options->theme;
    appearance.apply(theme);
    return show(app, **program, *options);
}
