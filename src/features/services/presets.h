#pragma once

#include "inventory/types.h"

#include <QUrl>

namespace aiops::services {

/// What a kind of service usually is.
struct Preset
{
    QString kind;  ///< as in inventory::Service
    QString title; ///< for people
    int port;      ///< 0: nobody knows
    bool isWeb;
};
const QList<Preset> &presets();
const Preset &presetOf(const QString &kind); ///< "custom" for an unknown one

/// The page behind a local end of a tunnel: "http://127.0.0.1:40123/admin". Empty for what is not a web page. The path is
/// percent-encoded where it must be and never changes host or port.
QUrl localUrl(const inventory::Service &service, quint16 localPort);

} // namespace aiops::services
