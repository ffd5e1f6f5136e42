#include "features/probing/gui/probingsettingspage.h"

#include "features/probing/gui/probingfeature.h"
#include "features/probing/prober.h"
#include "features/probing/settings.h"
#include "widgets/field.h"
#include "widgets/label.h"

#include <QCheckBox>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace aiops::probing {

ProbingSettingsPage::ProbingSettingsPage(Prober &prober, team::Gatekeeper &gatekeeper, QSettings &settings, QWidget *parent)
    : QWidget(parent), m_prober(prober), m_gatekeeper(gatekeeper), m_settings(settings),
      m_enabled(new QCheckBox(tr("Look now and then whether my instances answer"))), m_pace(new widgets::Label(QString(), "body", "muted"))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(new widgets::Label(tr("Reachability"), "section"));
    auto *what = new widgets::Label(tr("Opens a connection to the SSH port, reads the line with which the server introduces itself and hangs "
                                       "up. It never signs in and never sends anything. The host's log shows a connection that was closed."),
                                    "body", "muted");
    what->setWordWrap(true);
    layout->addWidget(what);
    m_enabled->setObjectName(u"probingEnabledCheck"_s);
    m_enabled->setAccessibleName(m_enabled->text());
    m_enabled->setMinimumHeight(30);
    m_enabled->setChecked(enabledSetting.read(settings));
    layout->addWidget(m_enabled);
    m_interval = addNumber(u"probingIntervalSpin"_s, tr("Every"), tr(" s"), kShortestInterval, kLongestInterval, int(intervalOf(settings).count()));
    m_limit = addNumber(u"probingLimitSpin"_s, tr("Connections at the same time, at most"), QString(), 1, kMostConcurrent, limitOf(settings));
    m_pace->setObjectName(u"probingPaceLabel"_s);
    m_pace->setWordWrap(true);
    layout->addWidget(m_pace);
    layout->addStretch();
    connect(m_enabled, &QCheckBox::toggled, this, &ProbingSettingsPage::apply);
    connect(m_interval, &QSpinBox::valueChanged, this, &ProbingSettingsPage::apply);
    connect(m_limit, &QSpinBox::valueChanged, this, &ProbingSettingsPage::apply);
    showPace();
}

QSpinBox *ProbingSettingsPage::addNumber(const QString &name, const QString &label, const QString &suffix, int from, int to, int value)
{
    auto *spin = new QSpinBox;
    spin->setObjectName(name);
    spin->setAccessibleName(label);
    spin->setRange(from, to);
    spin->setSuffix(suffix);
    spin->setValue(value);
    spin->setMaximumWidth(160);
    layout()->addWidget(new widgets::Field(label, spin));
    return spin;
}

void ProbingSettingsPage::apply()
{
    enabledSetting.write(m_settings, m_enabled->isChecked());
    intervalSetting.write(m_settings, m_interval->value());
    limitSetting.write(m_settings, m_limit->value());
    startAsSet(m_prober, m_gatekeeper, m_settings);
    showPace();
}

void ProbingSettingsPage::showPace()
{
    m_interval->setEnabled(m_enabled->isChecked());
    m_limit->setEnabled(m_enabled->isChecked());
    const auto count = m_prober.schedule().size();
    const auto pace = std::chrono::duration_cast<std::chrono::seconds>(m_prober.schedule().pace()).count();
    m_pace->setText(count > 0 && pace > m_interval->value()
                        ? tr("With %n instances each one has its turn every %1 s.", nullptr, int(count)).arg(pace)
                        : tr("A host that does not answer is tried less and less often, every 15 min at the least."));
}

} // namespace aiops::probing
