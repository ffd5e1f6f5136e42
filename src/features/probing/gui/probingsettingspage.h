#pragma once

#include <QWidget>

class QCheckBox;
class QSettings;
class QSpinBox;

namespace aiops::team { class Gatekeeper; }
namespace aiops::widgets { class Label; }

namespace aiops::probing {

class Prober;

/// Settings page "Reachability". What it changes counts at once.
class ProbingSettingsPage final : public QWidget
{
    Q_OBJECT

public:
    ProbingSettingsPage(Prober &prober, team::Gatekeeper &gatekeeper, QSettings &settings, QWidget *parent = nullptr);

private:
    QSpinBox *addNumber(const QString &name, const QString &label, const QString &suffix, int from, int to, int value);
    void apply();
    void showPace();

    Prober &m_prober;
    team::Gatekeeper &m_gatekeeper;
    QSettings &m_settings;
    QCheckBox *m_enabled;
    QSpinBox *m_interval;
    QSpinBox *m_limit;
    widgets::Label *m_pace;
};

} // namespace aiops::probing
