#pragma once

#include "core/error.h"
#include "shots/scenarios.h"

namespace aiops::shots {

/// A picture as one asks for it: SCENARIO[@WIDTHxHEIGHT][@FACTORx], as in `my-space@1100x700@2x`.
struct Request
{
    QString word; ///< as it was written; the name of the picture's file
    QString scenario;
    QSize size;   ///< invalid: the scenario's own
    double scale = 1;
};

/// Errors Invalid: what is wrong with the word, or that no scenario has this name.
Result<Request> parseRequest(const QString &word);
/// Every scenario, and the sizes in which the main page is always looked at.
QStringList allRequests();

} // namespace aiops::shots
