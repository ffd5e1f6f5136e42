#pragma once

#include "vault/rotations.h"

#include <QObject>
#include <QTimer>

class QSettings;

namespace aiops::rotation {

struct DueItem
{
    vault::CredentialInfo credential;
    vault::RotationState state;
};

/// Credentials whose rotation is due, failed or late: those that need it first. Also while the vault is locked.
Result<QList<DueItem>> dueItems(vault::Vault &vault, const QDateTime &now, int leadDays);

/// Looks once a day, by the clock of the person, and tells of each credential at most once a day. What was told is kept
/// in the settings, so that a restart does not tell it again. Main thread.
class DueWatch final : public QObject
{
    Q_OBJECT

public:
    DueWatch(vault::Vault &vault, const Clock &clock, QSettings &settings, QObject *parent = nullptr);

    void start(std::chrono::milliseconds every = std::chrono::minutes(10)); ///< looks at once, then whenever the day changed
    void check(); ///< looks if this day was not looked at yet

signals:
    void due(const QList<aiops::rotation::DueItem> &items); ///< not told today
    void dayBegan();                                        ///< once a day: for what waits for its date

private:
    QList<DueItem> untold(const QList<DueItem> &items, const QDate &day);

    vault::Vault &m_vault;
    const Clock &m_clock;
    QSettings &m_settings;
    QDate m_looked;
    QTimer m_timer;
};

} // namespace aiops::rotation
