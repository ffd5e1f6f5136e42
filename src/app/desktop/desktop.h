#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace aiops::app {

/// What the desktop around the program keeps and tells. It lives in a library of its own that is loaded after the first
/// paint: QtKeychain and QtDBus would cost at every start. No type of ours crosses the border. Main thread.
class Desktop
{
public:
    enum class Outcome { Done, Missing, NoKeychain, Refused, Failed };
    struct Answer
    {
        Outcome outcome = Outcome::Failed;
        QByteArray value; ///< of read(); the receiver wipes it
        QString detail;   ///< for the log, never a value
    };
    using Done = std::function<void(Answer)>;

    virtual ~Desktop() = default;
    /// An entry of the keychain. `done` is called once, possibly much later: some keychains ask the person first.
    virtual void read(const QString &name, Done done) = 0;
    virtual void write(const QString &name, const QByteArray &value, Done done) = 0;
    virtual void remove(const QString &name, Done done) = 0;
    /// `locked` is called with "sleep", "screen lock" or "user switch" when the person leaves the computer.
    virtual void watch(std::function<void(const QString &reason)> locked) = 0;
};

/// What the library exports; the caller owns the object.
using MakeDesktop = Desktop *(*)();
inline constexpr const char *makeDesktopSymbol = "aiops_make_desktop";

} // namespace aiops::app
