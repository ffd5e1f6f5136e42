#pragma once

#include "shell/registry.h"

namespace aiops::shell {

class ActionTable;

/// A line of the shortcut sheet and of Settings > Keyboard.
struct KeyRow
{
    QString group; ///< menu of the command, or what the fixed keys belong to
    QString id;    ///< of the command; empty: fixed keys
    QString text;
    QString keys; ///< as shown, may be empty
    bool inTerminal = false;
};

/// Commands in the order of the menus, then the keys that lists and fields have of themselves.
QList<KeyRow> keyRows(const ActionTable &actions, const QList<KeySpec> &fixed);

/// What an arrow key or Esc does in every list, for Registry::addKeys().
QList<KeySpec> frameKeys();

/// Columns of plain text under headings, for the clipboard and the printer.
QString textOf(const QList<KeyRow> &rows);

bool fits(const KeyRow &row, const QString &filter);

} // namespace aiops::shell
