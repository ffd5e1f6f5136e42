#pragma once

#include <QSettings>
#include <QWidget>

class QPushButton;

namespace aiops::team {
class Gatekeeper;
}
namespace aiops::widgets {
class Banner;
class Label;
}

namespace aiops::credentials {

class WindowVault;

/// The part "Recovery" of Settings > Vault: whether there is a kit, make one, test it, use it.
class RecoverySection final : public QWidget
{
    Q_OBJECT

public:
    RecoverySection(WindowVault &window, team::Gatekeeper &gatekeeper, QWidget *parent = nullptr);

private:
    void showState();
    void makeKit();
    void enterKit(bool use);

    WindowVault &m_window;
    team::Gatekeeper &m_gatekeeper;
    widgets::Label *m_state;
    widgets::Banner *m_banner;
    QPushButton *m_make;
    QPushButton *m_test;
    QPushButton *m_use;
};

} // namespace aiops::credentials
