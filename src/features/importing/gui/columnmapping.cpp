#include "features/importing/gui/columnmapping.h"

#include "core/text.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QScrollBar>

namespace aiops::importing {

using namespace Qt::StringLiterals;
using widgets::Label;

constexpr qsizetype kMostShown = 60;

ColumnMapping::ColumnMapping(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(u"columnMapping"_s);
    setAccessibleName(tr("Columns of the file"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *holder = new QWidget;
    m_row = new QHBoxLayout(holder);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(12);
    m_row->addStretch(1);
    setWidget(holder);
    holder->setAutoFillBackground(false); // setWidget() turned it on; the dialog shows through
    viewport()->setAutoFillBackground(false);
}

void ColumnMapping::setColumns(const QStringList &header, const QList<CsvField> &columns, const QStringList &sample)
{
    if (header == m_header && m_combos.size() == qMin(header.size(), kMostShown))
        return; // the person's own choices stand
    while (m_row->count() > 1)
        delete std::unique_ptr<QLayoutItem>(m_row->takeAt(0))->widget();
    m_header = header;
    m_combos.clear();
    for (qsizetype i = 0; i < qMin(header.size(), kMostShown); ++i)
        addColumn(header[i], columns.value(i), sample.value(i), i);
    setFixedHeight(widget()->sizeHint().height() + horizontalScrollBar()->sizeHint().height() + 2);
}

void ColumnMapping::addColumn(const QString &name, CsvField field, const QString &sample, qsizetype number)
{
    auto *cell = new QWidget;
    auto *column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *title = new Label(shownPlain(name, 60), "secondary", "muted");
    title->setElideMode(Qt::ElideRight);
    auto *combo = new QComboBox;
    combo->setObjectName(u"column%1Combo"_s.arg(number));
    combo->setAccessibleName(tr("Meaning of %1").arg(shownPlain(name, 60)));
    title->setBuddy(combo);
    combo->addItem(csvFieldTitle(CsvField::None), u"none"_s);
    for (const CsvField one : csvFields())
        combo->addItem(csvFieldTitle(one), csvFieldKey(one));
    combo->setCurrentIndex(field == CsvField::None ? 0 : combo->findData(csvFieldKey(field)));
    auto *value = new Label(shownPlain(sample, 60), "caption", "muted");
    value->setElideMode(Qt::ElideRight);
    cell->setFixedWidth(widgets::Theme::current().scaled(132));
    column->addWidget(title);
    column->addWidget(combo);
    column->addWidget(value);
    m_row->insertWidget(m_row->count() - 1, cell);
    cell->show(); // what is not shown yet has no height
    m_combos += combo;
    connect(combo, &QComboBox::activated, this, [this, combo] {
        takeAway(csvFieldOf(combo->currentData().toString()).value_or(CsvField::None), combo);
        emit changed();
    });
}

/// A field belongs to one column.
void ColumnMapping::takeAway(CsvField field, QComboBox *except)
{
    if (field == CsvField::None)
        return;
    for (QComboBox *combo : std::as_const(m_combos)) {
        if (combo != except && combo->currentData() == csvFieldKey(field))
            combo->setCurrentIndex(0);
    }
}

QStringList ColumnMapping::mapping() const
{
    QStringList pairs;
    for (qsizetype i = 0; i < m_combos.size(); ++i) {
        if (m_header.indexOf(m_header[i]) == i) // of two columns of one name only the first can be told
            pairs += plainCell(m_header[i]).trimmed() + u'=' + m_combos[i]->currentData().toString();
    }
    return pairs;
}

} // namespace aiops::importing
