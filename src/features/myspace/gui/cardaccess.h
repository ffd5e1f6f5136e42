#pragma once

namespace aiops::myspace {

/// Makes the grid of cards a list of items for screen readers, each with the sentence of its row. Once per program.
void installCardAccess();

} // namespace aiops::myspace
