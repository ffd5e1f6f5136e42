#pragma once

#include <QObject>
#include <QVariantMap>

#include <functional>

namespace aiops::app {

/// Hears on D-Bus that the computer goes to sleep (logind), that the screen or session is locked (screen savers of KDE,
/// GNOME and others, logind), and that another user takes the seat. Deaf without a bus, which is no error.
class SessionWatch final : public QObject
{
    Q_OBJECT

public:
    explicit SessionWatch(std::function<void(const QString &reason)> locked);

private slots:
    void prepareForSleep(bool starts);
    void screenSaverChanged(bool active);
    void sessionLocked();
    void sessionChanged(const QString &interface, const QVariantMap &changed, const QStringList &invalidated);

private:
    void watchOwnSession();

    std::function<void(const QString &reason)> m_locked;
};

} // namespace aiops::app
