#pragma once

#include "features/forwards/forward.h"

namespace aiops::forwards {

QString kindTitle(Kind kind); ///< "Local"
/// What it does, in plain words: "Programs on this computer that connect to 127.0.0.1:8080 reach db-1:5432, as web-1 sees it."
QString sentenceOf(const Forward &forward, const QString &instance);
/// What a person should know before it is opened to others; empty when it is not.
QString warningOf(const Forward &forward, const QString &instance);
/// "2 connections, 1.2 MB in, 340 kB out", "Waiting 5 s: no answer", "Stopped".
QString conditionText(const Condition &condition);
QString stateText(State state);

} // namespace aiops::forwards
