#include "features/myspace/haystack.h"

#include <numeric>

namespace aiops::myspace {

Haystack::Haystack(const Values &values)
{
    qsizetype size = 0;
    for (const QStringList &list : values)
        size += std::accumulate(list.begin(), list.end(), qsizetype(0), [](qsizetype sum, const QString &value) { return sum + value.size() + 1; });
    m_text.reserve(size); // more only for what is not ASCII
    for (size_t key = 0; key < kFilterKeys; ++key)
        append(key, values[key]);
}

void Haystack::append(size_t key, const QStringList &values)
{
    m_starts[key] = quint32(m_text.size());
    for (const QString &value : values) {
        if (!value.isEmpty())
            m_text.append('\n').append(prepared(value));
    }
    m_starts[key + 1] = quint32(m_text.size());
}

void Haystack::setStatus(const QStringList &values)
{
    m_text.truncate(m_starts[size_t(FilterKey::Status)]);
    append(size_t(FilterKey::Status), values);
}

std::string_view Haystack::view(size_t from, size_t to) const
{
    return {m_text.constData() + m_starts[from], m_starts[to] - m_starts[from]};
}

std::string_view Haystack::field(FilterKey key) const
{
    return view(size_t(key), size_t(key) + 1);
}

} // namespace aiops::myspace
