#include "features/exec/gui/countstrip.h"

#include "features/exec/statewords.h"
#include "widgets/theme.h"

#include <QPainter>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

struct Part
{
    HostState state;
    Token token;
};

constexpr std::array kParts{Part{HostState::Ok, Token::Success},       Part{HostState::Running, Token::Info},     Part{HostState::Connecting, Token::Info},
                            Part{HostState::Failed, Token::Danger},    Part{HostState::Unreachable, Token::Danger}, Part{HostState::Denied, Token::Danger},
                            Part{HostState::TimedOut, Token::Warn},    Part{HostState::Stopped, Token::Warn},     Part{HostState::NotRun, Token::BorderStrong},
                            Part{HostState::Queued, Token::Border}};

} // namespace

CountStrip::CountStrip(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CountStrip::setCounts(const Counts &counts)
{
    m_counts = counts;
    setAccessibleName(countsText(counts));
    setToolTip(countsText(counts));
    update();
}

void CountStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int total = std::max(1, m_counts.total());
    qreal x = 0;
    for (const Part &part : kParts) {
        const int count = m_counts[part.state];
        if (count == 0)
            continue;
        const qreal wide = width() * qreal(count) / total;
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::current().color(part.token));
        painter.drawRoundedRect(QRectF(x, 0, std::max<qreal>(2, wide - 2), height()), 2, 2);
        x += wide;
    }
}

} // namespace aiops::exec
