#pragma once

#include <QByteArrayView>

#include <cstddef>

class QByteArray;

namespace aiops {

/// Overwrites memory in a way that the compiler may not leave out.
void wipe(void *data, std::size_t size);
void wipe(QByteArray &bytes);

/// Bytes that must not spread: no copy, no QString, no debug output; memory locked where the system allows it,
/// left out of core dumps, and wiped. Any thread, one at a time.
class Secret final
{
public:
    Secret() = default;
    /// Takes over a copy and wipes the argument, which must not be shared with another QByteArray.
    explicit Secret(QByteArray &&bytes);
    static Secret zeroed(qsizetype size);
    static Secret copyOf(QByteArrayView bytes);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    /// The value, for the moment of its use. Valid as long as this object.
    QByteArrayView reveal() const { return {m_data, m_size}; }
    char *data() { return m_data; }
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    /// The one way to a second copy; the name makes it visible in a review.
    Secret clone() const { return copyOf(reveal()); }
    /// Shortens to `size`, wiping what is cut off.
    void truncate(qsizetype size);
    /// Time does not depend on where the difference is.
    bool equals(QByteArrayView other) const;

private:
    void release();

    char *m_data = nullptr;
    qsizetype m_size = 0;
    qsizetype m_allocated = 0;
};

} // namespace aiops
