#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QString>

namespace aiops::importing {

struct DecodedText
{
    QString text;
    QString encoding; ///< "UTF-8", "UTF-16 LE", "UTF-16 BE", "Windows-1252"
    bool guessed = false; ///< neither a BOM nor valid UTF-8: the person should look at the letters
};

/// A BOM decides; else UTF-8 when it is valid; else Windows-1252, in which every byte is something. `encoding` of the
/// person wins over all of that. Errors Invalid: NUL characters, or an encoding that does not fit.
Result<DecodedText> decodeText(const QByteArray &bytes, const QString &encoding = {});
QStringList knownEncodings();

/// The whole of a plain file of at most `limit` bytes. Errors: NotFound, Invalid, TooLarge, Failed.
Result<QByteArray> readWhole(const QString &path, qint64 limit);

} // namespace aiops::importing
