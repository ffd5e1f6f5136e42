#pragma once

#include <QPointer>

#include <memory>

namespace aiops::shell {
class Navigator;
class Registry;
}

namespace aiops::terminal {

class TerminalsPage;

/// The page exists from its first visit on.
using PageRef = std::shared_ptr<QPointer<TerminalsPage>>;

/// Every command of the terminals, with the keys of ui-spec 4 that have a target.
void addActions(shell::Registry &registry, shell::Navigator &navigator, const PageRef &page);

/// "Connect to user@host:port" in the palette: connects without saving anything.
void addAddressSearch(shell::Registry &registry, shell::Navigator &navigator, const PageRef &page);

} // namespace aiops::terminal
