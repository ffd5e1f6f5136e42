#include "widgets/tokens.h"

namespace aiops::widgets {

const std::array<TokenColors, tokenCount> tokenTable{{
    {Token::Bg, "bg", 0xfff7f9f9, 0xff0f1213},
    {Token::Surface, "surface", 0xffffffff, 0xff161a1c},
    {Token::Raised, "raised", 0xffffffff, 0xff1e2427},
    {Token::Sunken, "sunken", 0xffeaeeee, 0xff0b0e0f},
    {Token::Hover, "hover", 0xffedf1f0, 0xff20272a},
    {Token::Selected, "selected", 0xffdff2ec, 0xff12312a},
    {Token::Border, "border", 0xffd9dfe0, 0xff293135},
    {Token::BorderStrong, "border_strong", 0xff818c91, 0xff6a777e},
    {Token::Text, "text", 0xff14191b, 0xffe7ebec},
    {Token::Muted, "muted", 0xff545f66, 0xff9ba7ad},
    {Token::Disabled, "disabled", 0xff98a2a7, 0xff5f6b72},
    {Token::Accent, "accent", 0xff10a37f, 0xff10a37f},
    {Token::AccentText, "accent_text", 0xff08755b, 0xff3cc9a3},
    {Token::AccentFill, "accent_fill", 0xff0a7d61, 0xff10a37f},
    {Token::OnAccent, "on_accent", 0xffffffff, 0xff03130e},
    {Token::Focus, "focus", 0xff0a7d61, 0xff3cc9a3},
    {Token::Success, "success", 0xff1c7634, 0xff63c274},
    {Token::Warn, "warn", 0xff8a5700, 0xffe3a93c},
    {Token::Danger, "danger", 0xffc02a2a, 0xfff47c75},
    {Token::Info, "info", 0xff1560b0, 0xff68aef2},
    {Token::SuccessTint, "success_tint", 0xffe4f4e7, 0xff14291a},
    {Token::WarnTint, "warn_tint", 0xfffdf1d8, 0xff2e2410},
    {Token::DangerTint, "danger_tint", 0xfffdeaea, 0xff381a1a},
    {Token::InfoTint, "info_tint", 0xffe5f0fb, 0xff13263a},
    {Token::DangerFill, "danger_fill", 0xffc02a2a, 0xffc93a36},
    {Token::OnDanger, "on_danger", 0xffffffff, 0xffffffff},
    {Token::TermBg, "term_bg", 0xfffbfcfc, 0xff0b0e0f},
    {Token::TermText, "term_text", 0xff1b2124, 0xffd5dbdd},
    {Token::EnvProd, "env_prod", 0xffc02a2a, 0xff5c1d1c},
    {Token::EnvStage, "env_stage", 0xfffdf1d8, 0xff3f3010},
    {Token::EnvDev, "env_dev", 0xffe5f0fb, 0xff16304a},
    {Token::EnvProdLine, "env_prod_line", 0xff8f1d1d, 0xffe5534b},
    {Token::EnvStageLine, "env_stage_line", 0xff8a5700, 0xffe3a93c},
    {Token::EnvDevLine, "env_dev_line", 0xff1560b0, 0xff68aef2},
    {Token::EnvText, "env_text", 0xffffffff, 0xffffffff},
    {Token::EnvText2, "env_text2", 0xff14191b, 0xffffffff},
}};

const std::array<QRgb, 10> projectTable{0xff10a37f, 0xffc58801, 0xff0568bc, 0xffd35157, 0xff927cf7, 0xffa04a78, 0xff6c6b00, 0xffae7eac, 0xff5b8394, 0xffc0652a};

} // namespace aiops::widgets
