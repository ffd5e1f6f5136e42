#pragma once

#include "app/desktop/desktop.h"

namespace aiops::app {

void readKeychain(const QString &name, Desktop::Done done);
void writeKeychain(const QString &name, const QByteArray &value, Desktop::Done done);
void removeFromKeychain(const QString &name, Desktop::Done done);

} // namespace aiops::app
