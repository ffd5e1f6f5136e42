#pragma once

#include "features/exec/arrival.h"
#include "features/exec/captured.h"
#include "features/exec/masking.h"

namespace aiops::exec {

/// What came through one stream before the other one had something again. Lines, without the last line end.
struct Piece
{
    QString text;
    bool isError = false;
    friend bool operator==(const Piece &, const Piece &) = default;
};

/// A line and which one of its stream it is.
struct NumberedLine
{
    qint64 number = 0;
    QString text;
};

/// Both streams in the order in which their lines began. What is not in `order` comes as early as its stream allows.
QList<Piece> transcript(const QList<NumberedLine> &out, const QList<NumberedLine> &err, const QList<Arrival::Run> &order);
/// Masked, controls visible, with a note where something was left out. `lines`: how many there were.
QList<NumberedLine> linesOf(const Captured &captured, qint64 lines, const Masking &masking);
QList<NumberedLine> linesOf(const QString &text);
QString leftOutNote(const Captured &captured); ///< "[12345 bytes left out here]"

/// "o12e1o3": how a transcript is kept beside the texts of its streams.
QString orderText(const QList<Piece> &transcript);
QList<Arrival::Run> parseOrder(QStringView text); ///< up to what cannot be read

} // namespace aiops::exec
