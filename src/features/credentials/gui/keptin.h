#pragma once

#include "vault/kinds.h"

#include <QMap>
#include <QWidget>

class QComboBox;

namespace aiops::widgets {
class Field;
}

namespace aiops::credentials {

/// Where the value is kept: in the vault, or in a program that is asked whenever it is used.
class KeptIn final : public QWidget
{
    Q_OBJECT

public:
    explicit KeptIn(QWidget *parent = nullptr);
    void setKind(const vault::KindSpec &spec); ///< hidden where the value is always kept in the vault
    void setValues(const QMap<QString, QString> &fields);
    /// "source" and "reference", empty where the vault keeps it; nothing where the kind has no choice.
    QMap<QString, QString> values() const;
    bool isElsewhere() const;
    bool check(); ///< shows what is missing
    void setError(const QString &error);

signals:
    void changed();

private:
    void showSource();
    QString source() const;

    bool m_hasChoice = false;
    QComboBox *m_source;
    widgets::Field *m_sourceField;
    widgets::Field *m_reference;
};

} // namespace aiops::credentials
