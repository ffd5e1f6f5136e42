#pragma once

#include <QTabBar>

namespace aiops::terminal {

/// Tabs of sessions; each carries the 2 px line of its environment ("prod", "staging", "dev" or "").
class SessionTabBar final : public QTabBar
{
    Q_OBJECT

public:
    explicit SessionTabBar(QWidget *parent = nullptr);
    void setEnvironment(int index, const QString &environment) { setTabData(index, environment); }

protected:
    void tabInserted(int index) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace aiops::terminal
