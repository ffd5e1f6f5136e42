#pragma once

#include <cstddef>

namespace aiops::lockedpool {

/// Memory for secrets: locked where the system allows it, left out of core dumps, between pages that nobody may touch.
/// Small blocks share locked pages, so that ten thousand secrets are not ten thousand mappings. Any thread.
struct Block
{
    char *data = nullptr;
    std::size_t size = 0; ///< at least what was asked for
};

/// All zero. Throws std::bad_alloc.
Block allocate(std::size_t size);
/// Wipes it.
void release(const Block &block);

/// Bytes that are mapped for small blocks at this moment: for tests.
std::size_t mapped();

} // namespace aiops::lockedpool
