#pragma once

#include "widgets/theme.h"

#include <array>

namespace aiops::widgets {

/// A row of the token table: `name` is what the style sheet calls it after an @.
struct TokenColors
{
    Token token;
    const char *name;
    QRgb light;
    QRgb dark;
};

inline constexpr int tokenCount = int(Token::EnvText2) + 1;
extern const std::array<TokenColors, tokenCount> tokenTable; ///< in the order of Token
extern const std::array<QRgb, 10> projectTable;              ///< the first 8 are the chart colours

} // namespace aiops::widgets
