#pragma once

#include <QByteArray>
#include <QCryptographicHash>

namespace aiops::exec {

/// What came through one stream: its beginning and its end, bounded in memory, and a digest of all of it.
class Captured final
{
public:
    explicit Captured(qsizetype head = 256 * 1024, qsizetype tail = 256 * 1024) : m_mostHead(head), m_mostTail(tail) {}

    void feed(QByteArrayView bytes);
    qint64 bytes() const { return m_bytes; }
    bool isCut() const { return m_bytes > m_mostHead + m_mostTail; }
    qint64 cutBytes() const { return m_bytes - head().size() - tail().size(); }
    /// Whole lines when something is cut, so that no half of a secret shows at the cut.
    QByteArrayView head() const;
    QByteArrayView tail() const;
    QByteArray digest() const { return m_hash.result(); }

private:
    qsizetype m_mostHead;
    qsizetype m_mostTail;
    qint64 m_bytes = 0;
    QByteArray m_head;
    QByteArray m_tail; ///< up to twice as long as what counts
    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
};

} // namespace aiops::exec
