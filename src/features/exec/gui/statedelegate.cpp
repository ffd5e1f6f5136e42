#include "features/exec/gui/statedelegate.h"

namespace aiops::exec {

using widgets::Token;

namespace {

Token toneOf(const QString &glyph)
{
    return glyph == u"passed" ? Token::Success
           : glyph == u"failed" || glyph == u"unreachable" || glyph == u"critical" ? Token::Danger
           : glyph == u"warning"                                                    ? Token::Warn
           : glyph == u"starting"                                                   ? Token::Info
                                                                                    : Token::Muted;
}

} // namespace

widgets::StatusDelegate *makeStateDelegate(int glyphRole, QObject *parent)
{
    return new widgets::StatusDelegate(glyphRole, toneOf, parent);
}

} // namespace aiops::exec
