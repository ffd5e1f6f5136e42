#pragma once

#include "shell/registry.h"

namespace aiops::shell {

class ActionTable;
class Navigator;

/// ">": every command that can run now, with its keys.
SearchSpec commandSearch(ActionTable &actions);
/// ";": settings pages and single settings.
SearchSpec settingsSearch(const QList<SettingsSpec> &pages, Navigator &navigator);
/// Commands that take an object of this kind, as rows that run on it.
QList<SearchHit> objectActions(ActionTable &actions, const QString &kind, const QString &id);

} // namespace aiops::shell
