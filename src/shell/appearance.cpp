#include "shell/appearance.h"

#include "core/setting.h"

namespace aiops::shell {

using namespace Qt::StringLiterals;
using Mode = widgets::Theme::Mode;

namespace {

const Setting<QString> themeSetting{u"appearance/theme"_s, u"system"_s};
const Setting<bool> compactSetting{u"appearance/compact"_s, false};
const Setting<int> zoomSetting{u"appearance/zoom"_s, 100};
const Setting<bool> motionSetting{u"appearance/reducedMotion"_s, false};

} // namespace

Appearance Appearance::read(const QSettings &settings)
{
    const QString name = themeSetting.read(settings);
    const Mode mode = name == u"dark" ? Mode::Dark : name == u"light" ? Mode::Light : Mode::System;
    const int zoom = zoomSetting.read(settings);
    return {mode, compactSetting.read(settings), zoom >= 75 && zoom <= 200 ? zoom : 100, motionSetting.read(settings)};
}

void Appearance::write(QSettings &settings) const
{
    themeSetting.write(settings, mode == Mode::Dark ? u"dark"_s : mode == Mode::Light ? u"light"_s : u"system"_s);
    compactSetting.write(settings, isCompact);
    zoomSetting.write(settings, zoom);
    motionSetting.write(settings, isReducedMotion);
}

void Appearance::apply(widgets::Theme &theme) const
{
    theme.setMode(mode);
    theme.setCompact(isCompact);
    theme.setZoom(zoom);
    theme.setReducedMotion(isReducedMotion);
}

Appearance Appearance::of(const widgets::Theme &theme)
{
    return {theme.mode(), theme.isCompact(), theme.zoom(), theme.reducedMotion()};
}

} // namespace aiops::shell
