#pragma once

class QSettings;
class QWidget;

namespace aiops::ssh {
class Pool;
}

namespace aiops::terminal {

/// The settings page "SSH". What it changes counts for new connections at once. `settings` and `pool` outlive it.
QWidget *createSshSettingsPage(QSettings &settings, ssh::Pool &pool, QWidget *parent);

} // namespace aiops::terminal
