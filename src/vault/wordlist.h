#pragma once

#include "core/secret.h"

#include <QByteArrayView>
#include <QList>

namespace aiops::vault {

/// The 2,048 English words of BIP-39: short, common, and no two of them begin with the same four letters. Any thread.
const QList<QByteArrayView> &wordList();

/// Words drawn with the same chance each, joined by hyphens. 11 bits a word: eight are 88 bits. Any thread.
Secret makePassphrase(int words = 8);

} // namespace aiops::vault
