#pragma once

#include <QWidget>

#include <memory>

class QSettings;

namespace Ui {
class AppearancePage;
}

namespace aiops::shell {

/// Settings > Appearance. Changes apply at once.
class AppearancePage final : public QWidget
{
    Q_OBJECT

public:
    AppearancePage(QSettings &settings, QWidget *parent);
    ~AppearancePage() override;

private:
    void show(const struct Appearance &appearance);
    void applyInput();

    std::unique_ptr<Ui::AppearancePage> m_ui;
    QSettings &m_settings;
};

} // namespace aiops::shell
