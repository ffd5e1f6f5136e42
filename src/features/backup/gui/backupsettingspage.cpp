#include "features/backup/gui/backupsettingspage.h"

#include "features/backup/backups.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace aiops::backup {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace widgets;

namespace {

QString when(const QDateTime &at)
{
    return QLocale().toString(at.toLocalTime(), QLocale::ShortFormat);
}

QString stateText(const BackupState &state)
{
    QStringList lines;
    if (state.lastAt.isValid() && state.lastProblem.isEmpty())
        lines << BackupSettingsPage::tr("Last backup by the schedule: %1, %2.").arg(when(state.lastAt), QFileInfo(state.lastFile).fileName());
    else if (!state.lastAt.isValid())
        lines << BackupSettingsPage::tr("The schedule has not written a backup yet.");
    if (state.lastTestedAt.isValid())
        lines << BackupSettingsPage::tr("Last restore test that passed: %1.").arg(when(state.lastTestedAt));
    if (state.nextAt.isValid() && !state.waitsForVault)
        lines << BackupSettingsPage::tr("Next one: %1, while this program runs and the vault is unlocked.").arg(when(state.nextAt));
    return lines.join(u'\n');
}

} // namespace

BackupSettingsPage::BackupSettingsPage(Backups &backups, team::Gatekeeper &gatekeeper, std::function<Future<void>()> requestUnlock, QWidget *parent)
    : QWidget(parent), m_backups(backups), m_gatekeeper(gatekeeper), m_requestUnlock(std::move(requestUnlock)), m_banner(new Banner),
      m_state(new Label(QString(), "body", "muted")), m_now(makeButton(tr("Back up now…"), ButtonKind::Plain, u"archive"_s)),
      m_test(makeButton(tr("Test a backup…"))), m_on(new QCheckBox(tr("Write backups by themselves"))), m_every(new QComboBox), m_keep(new QSpinBox),
      m_folder(new QLineEdit), m_chooseFolder(makeButton(tr("Choose…"), ButtonKind::Plain, u"folder"_s))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *what = new Label(tr("One encrypted file with everything: data, vault, known hosts and settings. The passphrase of the vault or the recovery kit opens it, also on "
                              "another computer."),
                           "body", "muted");
    what->setWordWrap(true);
    column->addWidget(what);
    column->addWidget(m_banner);
    m_state->setObjectName(u"backupStateLabel"_s);
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_now->setObjectName(u"backUpNowButton"_s);
    m_test->setObjectName(u"testBackupButton"_s);
    buttons->addWidget(m_now);
    buttons->addWidget(m_test);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addWidget(makeSchedule());
    column->addStretch(1);
    connect(m_now, &QPushButton::clicked, this, [this] { whenOpen([this] { chooseFile(); }); });
    connect(m_test, &QPushButton::clicked, this, [this] { whenOpen([this] { chooseTested(); }); });
    connect(&backups, &Backups::changed, this, &BackupSettingsPage::showState);
    m_look.setInterval(100);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (m_progress && m_progress->total > 0)
            m_now->setText(tr("Backing up, %1 %").arg(100 * m_progress->done / m_progress->total));
    });
    showState();
}

BackupSettingsPage::~BackupSettingsPage() = default;

QWidget *BackupSettingsPage::makeSchedule()
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(12);
    m_on->setObjectName(u"backupScheduleCheck"_s);
    m_on->setAccessibleName(m_on->text());
    m_every->setObjectName(u"backupEveryCombo"_s);
    m_every->setAccessibleName(tr("How often"));
    for (const auto &[text, interval] : {std::pair(tr("Every 6 hours"), 6h), std::pair(tr("Every day"), 24h), std::pair(tr("Every week"), 7 * 24h)})
        m_every->addItem(text, qint64(std::chrono::seconds(interval).count()));
    m_keep->setObjectName(u"backupKeepSpin"_s);
    m_keep->setAccessibleName(tr("How many are kept"));
    m_keep->setRange(1, 1000);
    m_keep->setKeyboardTracking(false);
    m_keep->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_keep->setMinimumWidth(80);
    m_folder->setObjectName(u"backupFolderEdit"_s);
    m_folder->setReadOnly(true);
    m_chooseFolder->setObjectName(u"backupFolderButton"_s);
    column->addWidget(m_on);
    auto *numbers = new QHBoxLayout;
    numbers->setSpacing(12);
    numbers->addWidget(new Field(tr("How often"), m_every), 0, Qt::AlignBottom);
    numbers->addWidget(new Field(tr("Kept"), m_keep), 0, Qt::AlignBottom);
    numbers->addStretch(1);
    column->addLayout(numbers);
    auto *place = new QHBoxLayout;
    place->setSpacing(8);
    place->addWidget(new Field(tr("Folder, best on another disk"), m_folder), 1);
    place->addWidget(m_chooseFolder, 0, Qt::AlignBottom);
    column->addLayout(place);
    connect(m_on, &QCheckBox::clicked, this, [this](bool on) { on && m_folder->text().isEmpty() ? chooseFolder() : applySchedule(); });
    connect(m_every, &QComboBox::activated, this, &BackupSettingsPage::applySchedule);
    connect(m_keep, &QSpinBox::valueChanged, this, &BackupSettingsPage::applySchedule);
    connect(m_chooseFolder, &QPushButton::clicked, this, &BackupSettingsPage::chooseFolder);
    return holder;
}

void BackupSettingsPage::showState()
{
    const BackupState state = m_backups.state();
    const QSignalBlocker keep(m_keep);
    m_on->setChecked(state.schedule.isOn());
    const qint64 seconds = state.schedule.isOn() ? state.schedule.every.count() : std::chrono::seconds(24h).count();
    int row = m_every->findData(seconds);
    if (row < 0) { // set by the command line
        m_every->addItem(tr("Every %1").arg(intervalText(state.schedule.every)), seconds);
        row = m_every->count() - 1;
    }
    m_every->setCurrentIndex(row);
    m_keep->setValue(state.schedule.keep);
    m_folder->setText(state.schedule.folder);
    for (QWidget *part : std::initializer_list<QWidget *>{m_every, m_keep})
        part->setEnabled(state.schedule.isOn());
    m_state->setText(state.isRunning ? tr("A backup is being written.") : stateText(state));
    if (!state.lastProblem.isEmpty())
        m_banner->showMessage(Banner::Tone::Danger, tr("The last backup failed: %1").arg(state.lastProblem));
    else if (state.waitsForVault)
        m_banner->showMessage(Banner::Tone::Warning, tr("A backup is due. It is written when the vault is unlocked."));
}

void BackupSettingsPage::applySchedule()
{
    const Schedule wanted{.every = std::chrono::seconds(m_on->isChecked() ? m_every->currentData().toLongLong() : 0), .keep = m_keep->value(), .folder = m_folder->text()};
    if (wanted == m_backups.state().schedule)
        return;
    auto permit = m_gatekeeper.request(team::Action::SettingsChange, {u"backup"_s, {}, {}});
    const Status saved = permit ? m_backups.setSchedule(*std::move(permit), wanted) : Status(std::unexpected(permit.error()));
    if (!saved)
        m_banner->showError(saved.error());
    showState();
}

void BackupSettingsPage::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for backups"), m_folder->text().isEmpty() ? QDir::homePath() : m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_folder->setText(path);
        m_on->setChecked(true);
        applySchedule();
    });
    connect(dialog, &QDialog::rejected, this, &BackupSettingsPage::showState);
    dialog->open();
}

void BackupSettingsPage::whenOpen(std::function<void()> run)
{
    m_banner->clear();
    deliver(m_requestUnlock(), this, [this, run = std::move(run)](const Status &open) {
        if (open)
            run();
        else
            m_banner->showError(open.error());
    });
}

void BackupSettingsPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Back up everything"), QDir::homePath(), tr("Backups (*.aiopsbackup)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setDefaultSuffix(u"aiopsbackup"_s);
    dialog->selectFile(scheduledName(QDateTime::currentDateTimeUtc()));
    connect(dialog, &QFileDialog::fileSelected, this, &BackupSettingsPage::backUp);
    dialog->open();
}

void BackupSettingsPage::backUp(const QString &path)
{
    auto permit = m_gatekeeper.request(team::Action::BackupWrite, {u"backup"_s, {}, {}});
    if (!permit)
        return m_banner->showError(permit.error());
    m_progress = std::make_shared<vault::Progress>();
    m_look.start();
    setBusy(tr("Backing up"));
    deliver(m_backups.write(*std::move(permit), {.path = path}, m_progress), this, [this, path](const Result<WriteReport> &report) {
        m_look.stop();
        if (report)
            return test(path); // a backup that cannot be restored is none
        setBusy({});
        m_banner->showError(report.error());
    });
}

void BackupSettingsPage::chooseTested()
{
    const BackupState state = m_backups.state();
    auto *dialog = new QFileDialog(this, tr("Test a backup"), state.schedule.folder.isEmpty() ? QDir::homePath() : state.schedule.folder, tr("Backups (*.aiopsbackup)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BackupSettingsPage::test);
    dialog->open();
}

void BackupSettingsPage::test(const QString &path)
{
    setBusy(tr("Testing"));
    deliver(m_backups.test(path, {}), this, [this, path](const Result<TestReport> &report) {
        setBusy({});
        if (!report)
            return m_banner->showError(report.error());
        const QString name = QFileInfo(path).fileName();
        if (report->isGood())
            return m_banner->showMessage(Banner::Tone::Success, tr("%1 can be restored: the database is whole, and %n audit entries verify.", nullptr, int(report->auditRows)).arg(name));
        m_banner->showMessage(Banner::Tone::Danger, tr("%1 is not whole. Make another backup.").arg(name), report->differences.join(u", "_s));
    });
}

void BackupSettingsPage::setBusy(const QString &text)
{
    m_now->setEnabled(text.isEmpty());
    m_test->setEnabled(text.isEmpty());
    m_now->setText(text.isEmpty() ? tr("Back up now…") : text);
}

} // namespace aiops::backup
