#include "features/terminal/gui/findbar.h"

#include "widgets/button.h"
#include "widgets/label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

FindBar::FindBar(QWidget *parent)
    : QFrame(parent), m_edit(new QLineEdit), m_case(new QCheckBox(tr("Match case"))),
      m_result(new widgets::Label(QString(), "secondary", "muted"))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 10, 6);
    row->setSpacing(8);
    m_edit->setObjectName(u"findEdit"_s);
    m_edit->setAccessibleName(tr("Find in output"));
    m_edit->setPlaceholderText(tr("Find in output"));
    m_edit->setMaximumWidth(320);
    m_case->setObjectName(u"matchCaseBox"_s);
    m_case->setAccessibleName(m_case->text());
    auto *previous = widgets::makeButton(tr("Previous"));
    previous->setObjectName(u"findPreviousButton"_s);
    auto *next = widgets::makeButton(tr("Next"));
    next->setObjectName(u"findNextButton"_s);
    auto *closeButton = widgets::makeButton(tr("Close"), widgets::ButtonKind::Ghost);
    closeButton->setObjectName(u"closeFindButton"_s);
    row->addWidget(m_edit, 1);
    for (QWidget *control : {static_cast<QWidget *>(previous), static_cast<QWidget *>(next), static_cast<QWidget *>(m_case)}) {
        widgets::setSmall(control);
        row->addWidget(control);
    }
    row->addWidget(m_result);
    row->addStretch();
    widgets::setSmall(closeButton);
    row->addWidget(closeButton);
    connect(previous, &QPushButton::clicked, this, [this] { search(false); });
    connect(next, &QPushButton::clicked, this, [this] { search(true); });
    connect(closeButton, &QPushButton::clicked, this, &FindBar::close);
    hide();
}

void FindBar::open(const QString &text)
{
    show();
    if (!text.isEmpty() && !text.contains(u'\n'))
        m_edit->setText(text);
    m_edit->setFocus();
    m_edit->selectAll();
    m_result->clear();
}

void FindBar::showResult(bool found)
{
    m_result->setText(found ? QString() : tr("Not found"));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return search(!event->modifiers().testFlag(Qt::ShiftModifier));
    QFrame::keyPressEvent(event);
}

void FindBar::search(bool forwards)
{
    if (!m_edit->text().isEmpty())
        emit wanted(m_edit->text(), forwards, m_case->isChecked());
}

void FindBar::close()
{
    hide();
    emit closed();
}

} // namespace aiops::terminal
