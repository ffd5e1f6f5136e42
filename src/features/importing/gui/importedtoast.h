#pragma once

#include "features/importing/gui/importsession.h"

namespace aiops::shell {
class Navigator;
}

namespace aiops::importing {

/// Says what was imported, with Undo, and shows My Space.
void tellImported(const ImportServices &services, shell::Navigator &navigator, const Applied &applied);

} // namespace aiops::importing
