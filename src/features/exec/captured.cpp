#include "features/exec/captured.h"

namespace aiops::exec {

void Captured::feed(QByteArrayView bytes)
{
    m_hash.addData(bytes);
    m_bytes += bytes.size();
    const qsizetype room = std::min(m_mostHead - m_head.size(), bytes.size());
    m_head.append(bytes.first(room));
    bytes = bytes.sliced(room);
    if (bytes.isEmpty())
        return;
    m_tail.append(bytes.size() > m_mostTail ? bytes.last(m_mostTail) : bytes);
    if (m_tail.size() > 2 * m_mostTail)
        m_tail.remove(0, m_tail.size() - m_mostTail);
}

QByteArrayView Captured::head() const
{
    if (!isCut())
        return m_head;
    const qsizetype end = m_head.lastIndexOf('\n');
    return QByteArrayView(m_head).first(end < 0 ? std::max<qsizetype>(0, m_head.size() - 512) : end + 1);
}

QByteArrayView Captured::tail() const
{
    if (!isCut())
        return m_tail;
    const QByteArrayView last = QByteArrayView(m_tail).last(std::min(m_mostTail, m_tail.size()));
    const qsizetype line = last.indexOf('\n');
    return last.sliced(line < 0 ? std::min<qsizetype>(512, last.size()) : line + 1);
}

} // namespace aiops::exec
