#include "features/terminal/gui/sessiontabbar.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QToolButton>

namespace aiops::terminal {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

SessionTabBar::SessionTabBar(QWidget *parent) : QTabBar(parent)
{
    setObjectName(u"sessionTabs"_s);
    setAccessibleName(tr("Terminal tabs"));
    setMovable(true);
    setExpanding(false);
    setDocumentMode(true);
    setDrawBase(false);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
}

void SessionTabBar::tabInserted(int index)
{
    QTabBar::tabInserted(index);
    auto *close = new QToolButton(this);
    close->setObjectName(u"closeTabButton"_s);
    close->setIcon(Theme::current().icon(u"close"_s, Token::Muted));
    close->setIconSize({12, 12});
    close->setFixedSize(24, 24);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::NoFocus);
    close->setAccessibleName(tr("Close tab"));
    close->setToolTip(tr("Close tab (Ctrl+Shift+W)"));
    connect(close, &QToolButton::clicked, this, [this, close] {
        int tab = 0;
        while (tab < count() && tabButton(tab, QTabBar::RightSide) != close)
            ++tab;
        if (tab < count())
            emit tabCloseRequested(tab);
    });
    setTabButton(index, QTabBar::RightSide, close);
}

void SessionTabBar::paintEvent(QPaintEvent *event)
{
    QTabBar::paintEvent(event);
    QPainter painter(this);
    for (int i = 0; i < count(); ++i) {
        const QString environment = tabData(i).toString();
        if (environment.isEmpty())
            continue;
        const Token token = environment == "prod"_L1      ? Token::EnvProdLine
                            : environment == "staging"_L1 ? Token::EnvStageLine
                                                          : Token::EnvDevLine;
        const QRect rect = tabRect(i);
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), Theme::current().color(token));
    }
}

} // namespace aiops::terminal
