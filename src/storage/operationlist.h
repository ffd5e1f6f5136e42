#pragma once

#include <QByteArray>
#include <QStringList>
#include <QVariantList>

namespace aiops::storage {

/// The operations of one outbox group (sync.md 4.5) as JSON text, byte for byte what QJsonDocument makes of them in its
/// compact form: keys sorted. Written straight, because an import has hundreds of thousands of them.
class OperationList final
{
public:
    struct Operation
    {
        QStringView op;
        QStringView table;
        QStringView id;
        qint64 base = 0; ///< cseq seen
        quint64 hlc = 0; ///< as text: JSON numbers have 53 bits
        int schema = 0;
    };

    /// The fields as columns, which are sorted, and their values.
    void append(const Operation &operation, const QStringList &columns, const QVariantList &values);
    qsizetype size() const { return m_size; }
    QByteArray take(); ///< "[…]"; empties it

private:
    QByteArray m_json;
    qsizetype m_size = 0;
};

} // namespace aiops::storage
