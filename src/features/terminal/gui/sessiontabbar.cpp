#include "features/terminal/gui/sessiontabbar.h"

#include "widgets/theme.h"

#include <QPainter>

namespace aiops::terminal {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

SessionTabBar::SessionTabBar(QWidget *parent) : QTabBar(parent)
{
    setObjectName(u"sessionTabs"_s);
    setAccessibleName(tr("Terminal tabs"));
    setTabsClosable(true);
    setMovable(true);
    setExpanding(false);
    setDocumentMode(true);
    setDrawBase(false);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
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
