#include "app/desktop/sessionwatch.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace aiops::app {

using namespace Qt::StringLiterals;

namespace {

const QString kLogind = u"org.freedesktop.login1"_s;
const QString kManager = u"org.freedesktop.login1.Manager"_s;
const QString kLogindPath = u"/org/freedesktop/login1"_s;

} // namespace

SessionWatch::SessionWatch(std::function<void(const QString &reason)> locked) : m_locked(std::move(locked))
{
    QDBusConnection session = QDBusConnection::sessionBus();
    for (const QString &saver : {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s, u"org.mate.ScreenSaver"_s, u"org.cinnamon.ScreenSaver"_s})
        session.connect({}, {}, saver, u"ActiveChanged"_s, this, SLOT(screenSaverChanged(bool)));
    QDBusConnection::systemBus().connect(kLogind, kLogindPath, kManager, u"PrepareForSleep"_s, this, SLOT(prepareForSleep(bool)));
    watchOwnSession();
}

void SessionWatch::watchOwnSession()
{
    QDBusConnection system = QDBusConnection::systemBus();
    if (!system.isConnected())
        return;
    QDBusMessage ask = QDBusMessage::createMethodCall(kLogind, kLogindPath, kManager, u"GetSessionByPID"_s);
    ask << uint(QCoreApplication::applicationPid());
    auto *waiting = new QDBusPendingCallWatcher(system.asyncCall(ask), this);
    connect(waiting, &QDBusPendingCallWatcher::finished, this, [this, waiting] {
        waiting->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply = *waiting;
        if (reply.isError())
            return;
        const QString path = reply.value().path();
        QDBusConnection bus = QDBusConnection::systemBus();
        bus.connect(kLogind, path, u"org.freedesktop.login1.Session"_s, u"Lock"_s, this, SLOT(sessionLocked()));
        bus.connect(kLogind, path, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, this,
                    SLOT(sessionChanged(QString, QVariantMap, QStringList)));
    });
}

void SessionWatch::prepareForSleep(bool starts)
{
    if (starts)
        m_locked(u"sleep"_s);
}

void SessionWatch::screenSaverChanged(bool active)
{
    if (active)
        m_locked(u"screen lock"_s);
}

void SessionWatch::sessionLocked()
{
    m_locked(u"screen lock"_s);
}

void SessionWatch::sessionChanged(const QString &, const QVariantMap &changed, const QStringList &)
{
    if (const auto active = changed.constFind(u"Active"_s); active != changed.constEnd() && !active->toBool())
        m_locked(u"user switch"_s);
}

} // namespace aiops::app
