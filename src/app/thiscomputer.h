#pragma once

#include "features/myspace/gui/localcomputer.h"
#include "features/thiscomputer/gui/thiscomputerfeature.h"

namespace aiops::vault { class Vault; }

namespace aiops::app {

/// Joins the feature of this computer to My Space, which hosts it. A child of the navigator.
class ThisComputer final : public myspace::LocalComputer
{
    Q_OBJECT

public:
    ThisComputer(shell::Registry &registry, shell::Navigator &navigator, const vault::Vault &vault);

    QWidget *createFirstRun(QWidget *parent) override { return thiscomputer::createFirstRunPage(m_services, parent); }
    QWidget *createPage(QWidget *parent) override { return thiscomputer::createLivePage(m_services, parent); }
    QString load() const override;
    std::shared_ptr<void> watch() override { return m_sampler.watch(); }

private:
    thiscomputer::Sampler m_sampler;
    thiscomputer::Services m_services;
};

} // namespace aiops::app
