#pragma once

#include "vault/kinds.h"

#include <QMap>
#include <QWidget>

class QVBoxLayout;

namespace aiops::widgets {
class Field;
}

namespace aiops::credentials {

/// What a kind of credential has beside its value: an access key ID, a host, a certificate chain.
class KindFields final : public QWidget
{
    Q_OBJECT

public:
    explicit KindFields(QWidget *parent = nullptr);
    void setKind(const vault::KindSpec &spec);
    void setValues(const QMap<QString, QString> &values);
    QMap<QString, QString> values() const; ///< all of the kind, empty ones too
    bool check(); ///< shows what is missing

private:
    struct Entry
    {
        const vault::FieldSpec *spec;
        widgets::Field *field;
    };
    static QString textOf(const Entry &entry);

    QVBoxLayout *m_column;
    QList<Entry> m_entries;
};

} // namespace aiops::credentials
