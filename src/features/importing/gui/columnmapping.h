#pragma once

#include "features/importing/csvhosts.h"

#include <QScrollArea>

class QComboBox;
class QHBoxLayout;

namespace aiops::importing {

/// The columns of a CSV file side by side: the name, what it means, and the first value in it.
class ColumnMapping final : public QScrollArea
{
    Q_OBJECT

public:
    explicit ColumnMapping(QWidget *parent = nullptr);
    void setColumns(const QStringList &header, const QList<CsvField> &columns, const QStringList &sample);
    QStringList mapping() const; ///< "column=field" for every column

signals:
    void changed();

private:
    void addColumn(const QString &name, CsvField field, const QString &sample, qsizetype number);
    void takeAway(CsvField field, QComboBox *except);

    QStringList m_header;
    QList<QComboBox *> m_combos;
    QHBoxLayout *m_row;
};

} // namespace aiops::importing
