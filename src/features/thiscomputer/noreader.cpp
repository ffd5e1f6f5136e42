#include "features/thiscomputer/reading.h"

namespace aiops::thiscomputer {

std::shared_ptr<Reader> makeReader()
{
    return nullptr;
}

} // namespace aiops::thiscomputer
