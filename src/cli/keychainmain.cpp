#include "cli/keychainmain.h"

#include "app/desktop/desktop.h"
#include "app/desktop/librarypath.h"
#include "core/secret.h"

#include <QLibrary>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes kLongest{5}; ///< who asked is gone by then

KeychainAnswer answerOf(app::Desktop::Outcome outcome)
{
    using Outcome = app::Desktop::Outcome;
    switch (outcome) {
    case Outcome::Done: return KeychainAnswer::Done;
    case Outcome::Missing: return KeychainAnswer::Missing;
    case Outcome::NoKeychain: return KeychainAnswer::NoKeychain;
    case Outcome::Refused: return KeychainAnswer::Refused;
    default: return KeychainAnswer::Failed;
    }
}

/// Ends the process at once: nothing of it may wait for what the keychain left open.
[[noreturn]] void finish(app::Desktop::Answer answer)
{
    const char first = char(answer.value.size() > keychainLargest ? KeychainAnswer::Failed : answerOf(answer.outcome));
    std::fwrite(&first, 1, 1, stdout);
    if (first == char(KeychainAnswer::Done))
        std::fwrite(answer.value.constData(), 1, size_t(answer.value.size()), stdout);
    std::fflush(stdout);
    wipe(answer.value);
    std::_Exit(0);
}

} // namespace

bool isKeychainCall(int argc, char **argv)
{
    return argc == 4 && std::strcmp(argv[1], keychainOption) == 0;
}

int keychainMain(int argc, char **argv)
{
    std::setvbuf(stdout, nullptr, _IONBF, 0); // no copy of the value stays in a buffer
    std::setvbuf(stdin, nullptr, _IONBF, 0);
    QCoreApplication app(argc, argv);
    QLibrary library(app::desktopLibraryPath());
    const auto make = reinterpret_cast<app::MakeDesktop>(library.resolve(app::makeDesktopSymbol));
    const std::unique_ptr<app::Desktop> desktop(make ? make() : nullptr);
    if (!desktop)
        finish({app::Desktop::Outcome::NoKeychain, {}, {}});
    const QByteArray verb = argv[2];
    const QString entry = QString::fromUtf8(argv[3]);
    if (!entry.startsWith(deviceKeyEntry))
        finish({app::Desktop::Outcome::Refused, {}, {}});
    if (verb == "write") {
        QByteArray value(keychainLargest, '\0');
        value.truncate(qsizetype(std::fread(value.data(), 1, size_t(value.size()), stdin)));
        desktop->write(entry, value, finish);
        wipe(value);
    } else if (verb == "remove") {
        desktop->remove(entry, finish);
    } else {
        desktop->read(entry, finish);
    }
    QTimer::singleShot(kLongest, &app, [] { finish({}); });
    return app.exec();
}

} // namespace aiops::cli
