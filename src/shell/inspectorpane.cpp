#include "shell/inspectorpane.h"

#include "widgets/button.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedWidget>

namespace aiops::shell {

using namespace Qt::StringLiterals;

InspectorPane::InspectorPane(QWidget *parent)
    : QFrame(parent), m_title(new widgets::Label(QString(), "heading", nullptr, this)), m_stack(new QStackedWidget(this))
{
    setProperty("panel", u"right"_s);
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(280);
    setMaximumWidth(480);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 8, 8, 8);
    m_title->setElideMode(Qt::ElideMiddle);
    row->addWidget(m_title, 1);
    QPushButton *close = widgets::makeIconButton(u"close"_s, tr("Close inspector"), Qt::Key_F9, this);
    close->setObjectName(u"closeInspectorButton"_s);
    row->addWidget(close);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    connect(close, &QPushButton::clicked, this, &InspectorPane::closeRequested);
}

QWidget *InspectorPane::contentParent() const
{
    return m_stack;
}

void InspectorPane::setContent(QWidget *content)
{
    if (m_content)
        disconnect(m_content, &QWidget::windowTitleChanged, this, nullptr);
    m_content = content;
    if (!content)
        return;
    if (m_stack->indexOf(content) < 0)
        m_stack->addWidget(content);
    m_stack->setCurrentWidget(content);
    connect(content, &QWidget::windowTitleChanged, this, &InspectorPane::refreshTitle);
    refreshTitle();
}

void InspectorPane::refreshTitle()
{
    const QString title = m_content ? m_content->windowTitle() : QString();
    m_title->setText(title.isEmpty() ? tr("Details") : title);
}

void InspectorPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else
        QFrame::keyPressEvent(event);
}

} // namespace aiops::shell
