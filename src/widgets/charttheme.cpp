#include "widgets/charttheme.h"

#include "widgets/theme.h"

namespace aiops::widgets {

ChartStyle chartStyle(const Theme &theme)
{
    ChartStyle style;
    style.surface = theme.color(Token::Surface);
    style.raised = theme.color(Token::Raised);
    style.border = theme.color(Token::Border);
    style.borderStrong = theme.color(Token::BorderStrong);
    style.text = theme.color(Token::Text);
    style.muted = theme.color(Token::Muted);
    style.disabled = theme.color(Token::Disabled);
    style.danger = theme.color(Token::Danger);
    for (int i = 0; i < 8; ++i)
        style.lines[std::size_t(i)] = theme.chartColor(i);
    style.title = theme.font(Theme::Type::Body, 600);
    style.value = theme.font(Theme::Type::Secondary);
    style.label = theme.font(Theme::Type::Caption);
    return style;
}

} // namespace aiops::widgets
