#pragma once

#include <QSet>

namespace aiops {

/// One copy of equal values: in long lists most users, tags and roles repeat, and each would be an allocation of its own.
/// For implicitly shared types; keep it as long as the list is filled. Not thread-safe.
template <typename T>
class SharedCopies final
{
public:
    void share(T &value)
    {
        if (!value.isEmpty())
            value = *m_copies.insert(value);
    }

private:
    QSet<T> m_copies;
};

} // namespace aiops
