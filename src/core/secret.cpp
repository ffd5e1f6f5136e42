#include "core/secret.h"

#include "core/lockedpool.h"

#include <QByteArray>

#include <cstring>
#include <utility>

namespace aiops {
void wipe(void *data, std::size_t size)
{
    if (size == 0)
        return;
    std::memset(data, 0, size);
#ifdef __GNUC__
    __asm__ __volatile__("" : : "r"(data) : "memory"); // somebody might read it: so it has to be done
#else
    const volatile char *seen = static_cast<const volatile char *>(data);
    (void)*seen;
#endif
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
        const lockedpool::Block block = lockedpool::allocate(std::size_t(size));
        secret.m_data = block.data;
        secret.m_allocated = qsizetype(block.size);
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
    lockedpool::release({m_data, std::size_t(m_allocated)});
    m_data = nullptr;
    m_size = m_allocated = 0;
}

} // namespace aiops
