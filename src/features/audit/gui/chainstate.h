#pragma once

#include "team/auditlog.h"

#include <QObject>

class QPushButton;

namespace aiops::widgets {
class Banner;
class Chip;
}

namespace aiops::audit {

/// Verifies the chain away from the window and shows what came of it: a chip, and a banner when it is broken.
class ChainState final : public QObject
{
    Q_OBJECT

public:
    ChainState(team::AuditLog &log, widgets::Banner &banner, QObject *parent);
    ~ChainState() override;

    widgets::Chip *chip() const { return m_chip; }
    QPushButton *button() const { return m_verify; }
    void verify();
    void setUtc(bool utc);
    bool isBroken() const { return m_broken; }

private:
    void verified(const Result<team::VerifyReport> &report);
    void showWhole();
    void showBroken();

    team::AuditLog &m_log;
    widgets::Banner &m_banner;
    widgets::Chip *m_chip;
    QPushButton *m_verify;
    Future<team::VerifyReport> m_running;
    team::VerifyReport m_report;
    bool m_broken = false;
    bool m_utc = false;
};

} // namespace aiops::audit
