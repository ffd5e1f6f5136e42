#include "core/secret.h"

#include <QByteArray>

#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#ifdef Q_OS_UNIX
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace aiops {
namespace {

#ifdef Q_OS_UNIX
qsizetype pageRounded(qsizetype size)
{
    static const qsizetype page = sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

char *allocate(qsizetype size)
{
    void *memory = mmap(nullptr, size_t(size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    mlock(memory, size_t(size)); // may fail under a small RLIMIT_MEMLOCK; the wipe still holds
#ifdef MADV_DONTDUMP
    madvise(memory, size_t(size), MADV_DONTDUMP);
#endif
    return static_cast<char *>(memory);
}

void deallocate(char *data, qsizetype size)
{
    munmap(data, size_t(size));
}
#else
qsizetype pageRounded(qsizetype size)
{
    return size;
}

char *allocate(qsizetype size)
{
    void *memory = std::calloc(1, size_t(size));
    if (!memory)
        throw std::bad_alloc();
    return static_cast<char *>(memory);
}

void deallocate(char *data, qsizetype)
{
    std::free(data);
}
#endif

} // namespace

void wipe(void *data, std::size_t size)
{
    volatile char *bytes = static_cast<volatile char *>(data);
    while (size--)
        *bytes++ = 0;
}

void wipe(QByteArray &bytes)
{
    wipe(bytes.data(), std::size_t(bytes.size()));
    bytes.clear();
}

Secret::Secret(QByteArray &&bytes) : Secret(copyOf(bytes))
{
    wipe(bytes);
}

Secret Secret::zeroed(qsizetype size)
{
    Secret secret;
    if (size > 0) {
        secret.m_allocated = pageRounded(size);
        secret.m_data = allocate(secret.m_allocated);
        secret.m_size = size;
    }
    return secret;
}

Secret Secret::copyOf(QByteArrayView bytes)
{
    Secret secret = zeroed(bytes.size());
    if (!bytes.isEmpty())
        std::memcpy(secret.m_data, bytes.data(), size_t(bytes.size()));
    return secret;
}

Secret::Secret(Secret &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)),
      m_size(std::exchange(other.m_size, 0)),
      m_allocated(std::exchange(other.m_allocated, 0))
{
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        release();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_allocated = std::exchange(other.m_allocated, 0);
    }
    return *this;
}

Secret::~Secret()
{
    release();
}

void Secret::truncate(qsizetype size)
{
    if (size < 0 || size >= m_size)
        return;
    wipe(m_data + size, size_t(m_size - size));
    m_size = size;
}

bool Secret::equals(QByteArrayView other) const
{
    if (other.size() != m_size)
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < m_size; ++i)
        difference |= unsigned(uchar(m_data[i]) ^ uchar(other[i]));
    return difference == 0;
}

void Secret::release()
{
    if (!m_data)
        return;
    wipe(m_data, size_t(m_allocated));
    deallocate(m_data, m_allocated);
    m_data = nullptr;
    m_size = m_allocated = 0;
}

} // namespace aiops
