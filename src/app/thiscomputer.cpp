#include "app/thiscomputer.h"

#include "app/foundhosts.h"
#include "shell/navigator.h"
#include "vault/vault.h"

#include <cmath>

namespace aiops::app {

using namespace Qt::StringLiterals;

ThisComputer::ThisComputer(shell::Registry &registry, shell::Navigator &navigator, const vault::Vault &vault)
    : LocalComputer(&navigator), m_sampler(thiscomputer::makeReader(), this),
      m_services{m_sampler, registry, navigator, findHosts,
                 [&vault] { return vault.state().value != vault::LockState::Missing; }}
{
    connect(&m_sampler, &thiscomputer::Sampler::updated, this, &LocalComputer::loadChanged);
    thiscomputer::registerFeature(registry, [&navigator] { navigator.open(u"myspace"_s, myspace::kThisComputer); });
}

QString ThisComputer::load() const
{
    const double cpu = m_sampler.latest().cpu;
    return m_sampler.isRunning() && std::isfinite(cpu) ? tr("%1% CPU").arg(std::lround(cpu)) : QString();
}

} // namespace aiops::app
