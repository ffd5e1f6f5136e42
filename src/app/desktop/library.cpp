#include "app/desktop/keychain.h"
#include "app/desktop/sessionwatch.h"

#include <memory>

namespace aiops::app {

namespace {

class ThisDesktop final : public Desktop
{
public:
    void read(const QString &name, Done done) override { readKeychain(name, std::move(done)); }
    void write(const QString &name, const QByteArray &value, Done done) override { writeKeychain(name, value, std::move(done)); }
    void remove(const QString &name, Done done) override { removeFromKeychain(name, std::move(done)); }
    void watch(std::function<void(const QString &)> locked) override { m_watch = std::make_unique<SessionWatch>(std::move(locked)); }

private:
    std::unique_ptr<SessionWatch> m_watch;
};

} // namespace

} // namespace aiops::app

extern "C" Q_DECL_EXPORT aiops::app::Desktop *aiops_make_desktop()
{
    return new aiops::app::ThisDesktop;
}
