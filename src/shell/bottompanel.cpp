#include "shell/bottompanel.h"

#include "core/text.h"
#include "widgets/button.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTime>
#include <QTreeWidget>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

constexpr int keptLines = 5000;
constexpr int keptProblems = 500;

QString timeNow()
{
    return QTime::currentTime().toString(u"HH:mm:ss"_s);
}

} // namespace

BottomPanel::BottomPanel(QWidget *parent)
    : QTabWidget(parent), m_output(new QPlainTextEdit), m_problems(new QTreeWidget)
{
    setAccessibleName(tr("Bottom panel"));
    setDocumentMode(true);
    m_output->setReadOnly(true);
    m_output->setMaximumBlockCount(keptLines);
    m_output->setObjectName(u"outputView"_s);
    m_output->setAccessibleName(tr("Output"));
    m_output->setFont(Theme::current().font(Theme::Type::Mono));
    m_output->setFrameShape(QFrame::NoFrame);
    m_problems->setObjectName(u"problemView"_s);
    m_problems->setAccessibleName(tr("Problems"));
    m_problems->setHeaderLabels({tr("Time"), tr("Where"), tr("What happened"), tr("What to do")});
    m_problems->setRootIsDecorated(false);
    m_problems->setUniformRowHeights(true);
    m_problems->setTextElideMode(Qt::ElideRight);
    addTab(m_output, tr("Output"));
    addTab(m_problems, tr("Problems"));
    setCornerWidget(makeCorner());
    connect(tabBar(), &QTabBar::tabBarDoubleClicked, this, &BottomPanel::maximizeRequested);
}

QWidget *BottomPanel::makeCorner()
{
    auto *corner = new QWidget;
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 8, 0);
    row->setSpacing(2);
    QPushButton *clear = widgets::makeIconButton(u"trash"_s, tr("Clear"));
    QPushButton *close = widgets::makeIconButton(u"close"_s, tr("Close panel"), QKeySequence(u"Ctrl+`"_s));
    clear->setObjectName(u"clearPanelButton"_s);
    close->setObjectName(u"closePanelButton"_s);
    for (QPushButton *button : {clear, close}) {
        widgets::setSmall(button);
        row->addWidget(button);
    }
    connect(clear, &QPushButton::clicked, this, [this] {
        currentWidget() == m_output ? m_output->clear() : m_problems->clear();
        refreshTitles();
    });
    connect(close, &QPushButton::clicked, this, &BottomPanel::closeRequested);
    return corner;
}

void BottomPanel::addActivity(const QString &text)
{
    m_output->appendPlainText(timeNow() + u"  "_s + shownPlain(text, 2000));
}

void BottomPanel::addProblem(const QString &where, const Error &error)
{
    auto *item = new QTreeWidgetItem({timeNow(), shownPlain(where), shownPlain(error.text), shownPlain(error.hint)});
    if (!error.detail.isEmpty())
        item->setToolTip(2, shownPlain(error.detail).toHtmlEscaped());
    item->setIcon(2, Theme::current().icon(u"warning"_s, widgets::Token::Danger));
    m_problems->insertTopLevelItem(0, item);
    while (m_problems->topLevelItemCount() > keptProblems)
        delete m_problems->takeTopLevelItem(m_problems->topLevelItemCount() - 1);
    m_problems->resizeColumnToContents(0);
    refreshTitles();
}

int BottomPanel::problemCount() const
{
    return m_problems->topLevelItemCount();
}

void BottomPanel::refreshTitles()
{
    setTabText(1, problemCount() ? tr("Problems (%1)").arg(problemCount()) : tr("Problems"));
}

} // namespace aiops::shell
