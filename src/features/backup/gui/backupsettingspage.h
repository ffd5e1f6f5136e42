#pragma once

#include "core/future.h"
#include "vault/progress.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace aiops::team {
class Gatekeeper;
}
namespace aiops::widgets {
class Banner;
class Label;
}

namespace aiops::backup {

class Backups;

/// The last backup, one now, a schedule, and whether it can be restored.
class BackupSettingsPage final : public QWidget
{
    Q_OBJECT

public:
    BackupSettingsPage(Backups &backups, team::Gatekeeper &gatekeeper, std::function<Future<void>()> requestUnlock, QWidget *parent);
    ~BackupSettingsPage() override;

private:
    QWidget *makeSchedule();
    void showState();
    void applySchedule();
    void chooseFolder();
    void chooseFile();
    void backUp(const QString &path);
    void chooseTested();
    void test(const QString &path);
    void whenOpen(std::function<void()> run);
    void setBusy(const QString &text); ///< empty: not busy

    Backups &m_backups;
    team::Gatekeeper &m_gatekeeper;
    const std::function<Future<void>()> m_requestUnlock;
    widgets::Banner *m_banner;
    widgets::Label *m_state;
    QPushButton *m_now;
    QPushButton *m_test;
    QCheckBox *m_on;
    QComboBox *m_every;
    QSpinBox *m_keep;
    QLineEdit *m_folder;
    QPushButton *m_chooseFolder;
    vault::SharedProgress m_progress;
    QTimer m_look;
};

} // namespace aiops::backup
