#pragma once

#include <QByteArray>
#include <QList>

/// What a fuzz target defines; fuzz.cpp brings main() (mutations with a seed that is printed) and, for clang, libFuzzer's entry.
QList<QByteArray> fuzzSeeds(); ///< good inputs to start from
void fuzzOne(QByteArrayView input); ///< must neither crash, nor hang, nor trip a sanitizer
