#include "features/exec/gui/variablelist.h"

#include "features/exec/extras.h"
#include "features/exec/gui/variablerow.h"
#include "widgets/button.h"
#include "widgets/restyle.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kSpacing = 6;
constexpr int kVisibleRows = 4;

} // namespace

VariableList::VariableList(QWidget *parent)
    : QWidget(parent), m_scroll(new QScrollArea), m_add(makeButton(tr("Add variable"), ButtonKind::Plain, u"plus"_s))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpacing);
    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(kSpacing);
    m_column->addStretch(1);
    m_scroll->setWidget(content);
    content->setAutoFillBackground(false);
    content->installEventFilter(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_add->setObjectName(u"addVariableButton"_s);
    setSmall(m_add);
    column->addWidget(m_scroll);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        VariableRow *row = addRow(m_rows.size());
        arrange();
        row->nameEdit()->setFocus(Qt::TabFocusReason);
        m_scroll->ensureWidgetVisible(row);
    });
    addRow(0);
    arrange();
}

int VariableList::count() const
{
    return int(std::ranges::count_if(m_rows, [](const VariableRow *row) { return !row->isEmpty(); }));
}

VariableRow *VariableList::addRow(qsizetype at)
{
    auto *row = new VariableRow;
    m_rows.insert(at, row);
    m_column->insertWidget(int(at), row);
    connect(row, &VariableRow::changed, this, &VariableList::clearMark);
    connect(row, &VariableRow::changed, this, &VariableList::changed);
    connect(row, &VariableRow::removeWanted, this, [this, row] { removeRow(row); });
    connect(row, &VariableRow::pasted, this, [this, row](const QString &lines) { takePasted(row, lines); });
    return row;
}

void VariableList::removeRow(VariableRow *row)
{
    const qsizetype at = m_rows.indexOf(row);
    clearMark();
    row->clear();
    if (m_rows.size() > 1) {
        m_rows.removeAt(at);
        row->setParent(nullptr); // the next one takes its names
        row->deleteLater();
        arrange();
    }
    m_rows.at(std::min(at, m_rows.size() - 1))->nameEdit()->setFocus(Qt::OtherFocusReason);
    emit changed();
}

/// An empty one that stands there, or a new one.
VariableRow *VariableList::rowFor(qsizetype at)
{
    if (at < m_rows.size() && m_rows.at(at)->isEmpty())
        return m_rows.at(at);
    return addRow(at);
}

void VariableList::takePasted(VariableRow *row, const QString &text)
{
    qsizetype at = m_rows.indexOf(row);
    bool isFirst = true;
    int number = 0;
    QStringList bad;
    for (QStringView line : QStringView(text).split(u'\n')) {
        ++number;
        if (line.endsWith(u'\r'))
            line.chop(1);
        if (line.trimmed().isEmpty() || line.startsWith(u'#'))
            continue;
        const auto variable = parseVariable(line);
        if (!variable || m_rows.size() >= mostRows)
            bad += QString::number(number);
        else
            (std::exchange(isFirst, false) ? row : rowFor(++at))->fill(*variable);
    }
    arrange();
    m_rows.at(std::min(at, m_rows.size() - 1))->valueEdit()->setFocus(Qt::OtherFocusReason);
    if (bad.size() > 5)
        bad = bad.first(5) << u"…"_s;
    if (!bad.isEmpty())
        emit leftOut(m_rows.size() < mostRows ? tr("Left out, as they are not NAME=VALUE: lines %1").arg(bad.join(u", "_s))
                                              : tr("There can be %1 variables at most.").arg(mostRows));
    clearMark(); // no row is wrong
}

/// Numbers and the order of Tab: what is added later would come after the rest of the window.
void VariableList::arrange()
{
    QWidget *before = nullptr;
    for (int i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i)->setNumber(i + 1);
        for (QWidget *control : m_rows.at(i)->controls()) {
            if (before)
                setTabOrder(before, control);
            before = control;
        }
    }
    setTabOrder(before, m_add);
    m_add->setEnabled(m_rows.size() < mostRows);
    setFocusProxy(m_rows.first()->nameEdit());
    fit();
}

/// As high as its rows, until there are many.
void VariableList::fit()
{
    const int row = m_rows.first()->sizeHint().height() + kSpacing;
    const int needed = m_column->totalSizeHint().height();
    m_scroll->setFixedHeight(std::min(needed, kVisibleRows * row + row / 2));
}

bool VariableList::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return false;
}

void VariableList::hideValues()
{
    for (VariableRow *row : std::as_const(m_rows))
        row->hideValue();
}

void VariableList::clearMark()
{
    restyle(focusProxy(), "invalid", false);
}

std::unexpected<Error> VariableList::wrong(QWidget *edit, const QString &text)
{
    clearMark();
    setFocusProxy(edit);
    restyle(edit, "invalid", true);
    m_scroll->ensureWidgetVisible(edit);
    return std::unexpected(Error{Errc::Invalid, text});
}

Result<QList<Variable>> VariableList::variables()
{
    QList<Variable> all;
    QSet<QString> names;
    for (const VariableRow *row : std::as_const(m_rows)) {
        if (row->isEmpty())
            continue;
        const Variable one = row->variable();
        if (one.name.isEmpty())
            return wrong(row->nameEdit(), tr("This value has no name."));
        if (!isVariableName(one.name))
            return wrong(row->nameEdit(), tr("A name has letters, digits and _, and does not begin with a digit."));
        if (names.contains(one.name))
            return wrong(row->nameEdit(), tr("%1 is there twice.").arg(one.name));
        if (const Status good = checkVariable(one); !good)
            return wrong(row->valueEdit(), good.error().text);
        names.insert(one.name);
        all += one;
    }
    return all;
}

} // namespace aiops::exec
