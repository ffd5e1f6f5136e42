#include "core/lockedpool.h"

#include "core/secret.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

#ifdef Q_OS_UNIX
#include <sys/mman.h>
#include <unistd.h>
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

namespace aiops::lockedpool {

#ifdef Q_OS_UNIX
namespace {

constexpr std::size_t kSlab = 64 * 1024;
constexpr std::size_t kSmallest = 64;
constexpr std::size_t kLargest = 8 * 1024; ///< anything bigger is mapped on its own
constexpr std::size_t kClasses = std::bit_width(kLargest / kSmallest);

std::size_t page()
{
    static const auto size = std::size_t(sysconf(_SC_PAGESIZE));
    return size;
}

/// What lies in a block that is not given out may not be read either.
void close([[maybe_unused]] char *data, [[maybe_unused]] std::size_t size)
{
#ifdef __SANITIZE_ADDRESS__
    ASAN_POISON_MEMORY_REGION(data, size);
#endif
}
void open([[maybe_unused]] char *data, [[maybe_unused]] std::size_t size)
{
#ifdef __SANITIZE_ADDRESS__
    ASAN_UNPOISON_MEMORY_REGION(data, size);
#endif
}

char *map(std::size_t size)
{
    void *memory = mmap(nullptr, size + 2 * page(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    char *data = static_cast<char *>(memory) + page();
    if (mprotect(data, size, PROT_READ | PROT_WRITE) != 0) {
        munmap(memory, size + 2 * page());
        throw std::bad_alloc();
    }
    mlock(data, size); // may fail under a small RLIMIT_MEMLOCK; the wipe still holds
#ifdef MADV_DONTDUMP
    madvise(data, size, MADV_DONTDUMP);
#endif
    return data;
}

void unmap(char *data, std::size_t size)
{
    munmap(data - page(), size + 2 * page());
}

/// Blocks of one size.
struct Slab
{
    Slab(char *start, std::size_t size) : base(start), blockSize(size), blocks(kSlab / size)
    {
        for (std::size_t i = blocks; i > 0; --i)
            free.push_back(std::uint16_t(i - 1));
    }
    bool isWhole() const { return free.size() == blocks; }

    char *const base;
    const std::size_t blockSize;
    const std::size_t blocks;
    std::vector<std::uint16_t> free;
};

class Pool final
{
public:
    Block allocate(std::size_t wanted)
    {
        const std::size_t which = std::size_t(std::bit_width((std::max(wanted, kSmallest) - 1) / kSmallest));
        const std::scoped_lock guard(m_mutex);
        if (m_usable[which].empty())
            m_usable[which].push_back(make(kSmallest << which));
        Slab &slab = *m_usable[which].back();
        char *data = slab.base + slab.free.back() * slab.blockSize;
        slab.free.pop_back();
        if (slab.free.empty())
            m_usable[which].pop_back();
        open(data, slab.blockSize);
        return {data, slab.blockSize};
    }
    void release(const Block &block)
    {
        const std::size_t which = std::size_t(std::bit_width((block.size - 1) / kSmallest));
        const std::scoped_lock guard(m_mutex);
        const auto found = std::prev(m_slabs.upper_bound(block.data));
        Slab &slab = *found->second;
        close(block.data, block.size);
        if (slab.free.empty())
            m_usable[which].push_back(&slab);
        slab.free.push_back(std::uint16_t(std::size_t(block.data - slab.base) / slab.blockSize));
        if (!slab.isWhole() || m_usable[which].size() == 1) // one stays, so that a single secret does not map and unmap
            return;
        std::erase(m_usable[which], &slab);
        open(slab.base, kSlab);
        unmap(slab.base, kSlab);
        m_slabs.erase(found);
    }
    std::size_t mapped()
    {
        const std::scoped_lock guard(m_mutex);
        return m_slabs.size() * kSlab;
    }

private:
    Slab *make(std::size_t blockSize)
    {
        char *base = map(kSlab);
        close(base, kSlab);
        return m_slabs.emplace(base, std::make_unique<Slab>(base, blockSize)).first->second.get();
    }

    std::mutex m_mutex;
    std::map<const char *, std::unique_ptr<Slab>> m_slabs; ///< by base
    std::array<std::vector<Slab *>, kClasses> m_usable;    ///< those with a free block, by size
};

Pool &pool()
{
    static Pool &one = *new Pool; // secrets of static objects outlive every static pool
    return one;
}

} // namespace

Block allocate(std::size_t size)
{
    if (size <= kLargest)
        return pool().allocate(size);
    const std::size_t whole = (size + page() - 1) / page() * page();
    return {map(whole), whole};
}

void release(const Block &block)
{
    wipe(block.data, block.size);
    if (block.size <= kLargest)
        pool().release(block);
    else
        unmap(block.data, block.size);
}

std::size_t mapped()
{
    return pool().mapped();
}
#else
Block allocate(std::size_t size)
{
    void *memory = std::calloc(1, size);
    if (!memory)
        throw std::bad_alloc();
    return {static_cast<char *>(memory), size};
}

void release(const Block &block)
{
    wipe(block.data, block.size);
    std::free(block.data);
}

std::size_t mapped()
{
    return 0;
}
#endif

} // namespace aiops::lockedpool
