#include "shell/appearancepage.h"

#include "shell/appearance.h"
#include "ui_appearancepage.h"

#include <QTimer>

namespace aiops::shell {

using widgets::Theme;

AppearancePage::AppearancePage(QSettings &settings, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::AppearancePage>()), m_settings(settings)
{
    m_ui->setupUi(this);
    show(Appearance::of(Theme::current()));
    connect(m_ui->themeCombo, &QComboBox::currentIndexChanged, this, &AppearancePage::applyInput);
    connect(m_ui->densityCombo, &QComboBox::currentIndexChanged, this, &AppearancePage::applyInput);
    connect(m_ui->zoomCombo, &QComboBox::currentIndexChanged, this, &AppearancePage::applyInput);
    connect(m_ui->motionCheck, &QCheckBox::toggled, this, &AppearancePage::applyInput);
    // The theme also follows the keyboard (zoom) and the desktop.
    connect(&Theme::current(), &Theme::changed, this, [this] { show(Appearance::of(Theme::current())); });
}

AppearancePage::~AppearancePage() = default;

void AppearancePage::show(const Appearance &appearance)
{
    const QSignalBlocker theme(m_ui->themeCombo);
    const QSignalBlocker density(m_ui->densityCombo);
    const QSignalBlocker zoom(m_ui->zoomCombo);
    const QSignalBlocker motion(m_ui->motionCheck);
    m_ui->themeCombo->setCurrentIndex(int(appearance.mode));
    m_ui->densityCombo->setCurrentIndex(appearance.isCompact ? 1 : 0);
    const QString percent = QString::number(appearance.zoom) + QStringLiteral(" %");
    if (m_ui->zoomCombo->findText(percent) < 0)
        m_ui->zoomCombo->addItem(percent);
    m_ui->zoomCombo->setCurrentText(percent);
    m_ui->motionCheck->setChecked(appearance.isReducedMotion);
}

void AppearancePage::applyInput()
{
    const Appearance wanted{Theme::Mode(m_ui->themeCombo->currentIndex()), m_ui->densityCombo->currentIndex() == 1,
                            m_ui->zoomCombo->currentText().chopped(2).toInt(), m_ui->motionCheck->isChecked()};
    wanted.write(m_settings);
    // After the combo box has closed its list: the new style sheet would be set under its hands.
    QTimer::singleShot(0, this, [wanted] { wanted.apply(Theme::current()); });
}

} // namespace aiops::shell
