#pragma once

#include "features/myspace/spaceview.h"

class QSettings;

namespace aiops::myspace {

/// What My Space remembers on this computer, for each organization. Without settings it remembers nothing.
class SpaceState final
{
public:
    explicit SpaceState(QSettings *settings) : m_settings(settings) {}

    SpaceView view(OrganizationId organization) const;
    void setView(OrganizationId organization, const SpaceView &view);
    QByteArray columns(OrganizationId organization) const; ///< QHeaderView::saveState()
    void setColumns(OrganizationId organization, const QByteArray &state);
    InstanceId current(OrganizationId organization) const; ///< the one with the focus: the list scrolls to it
    void setCurrent(OrganizationId organization, InstanceId id);

private:
    QString key(OrganizationId organization, const QString &name) const;
    QVariant read(OrganizationId organization, const QString &name) const;
    void write(OrganizationId organization, const QString &name, const QVariant &value);

    QSettings *m_settings;
};

} // namespace aiops::myspace
