#pragma once

#include "core/future.h"

class QSettings;
class QWidget;

namespace aiops::app {

/// Whether the open window answers `aiops`, with its unlocked vault and its connections.
enum class CommandPolicy { Always, Ask, Never };

CommandPolicy commandPolicy(const QSettings &settings);
void setCommandPolicy(QSettings &settings, CommandPolicy policy);

/// A question in the window; false when the dialog is closed.
Future<bool> askForCommand(QWidget &window, const QString &client);

/// The settings page "Command line".
QWidget *createCommandPolicyPage(QSettings &settings, QWidget *parent);

} // namespace aiops::app
