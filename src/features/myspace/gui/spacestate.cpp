#include "features/myspace/gui/spacestate.h"

#include <QSettings>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

QString SpaceState::key(OrganizationId organization, const QString &name) const
{
    return u"myspace/%1/%2"_s.arg(organization.toString(), name);
}

QVariant SpaceState::read(OrganizationId organization, const QString &name) const
{
    return m_settings && !organization.isNull() ? m_settings->value(key(organization, name)) : QVariant();
}

void SpaceState::write(OrganizationId organization, const QString &name, const QVariant &value)
{
    if (m_settings && !organization.isNull() && m_settings->value(key(organization, name)) != value)
        m_settings->setValue(key(organization, name), value);
}

SpaceView SpaceState::view(OrganizationId organization) const
{
    return SpaceView::fromJson(read(organization, u"view"_s).toByteArray());
}

void SpaceState::setView(OrganizationId organization, const SpaceView &view)
{
    write(organization, u"view"_s, view.toJson());
}

QByteArray SpaceState::columns(OrganizationId organization) const
{
    return read(organization, u"columns"_s).toByteArray();
}

void SpaceState::setColumns(OrganizationId organization, const QByteArray &state)
{
    write(organization, u"columns"_s, state);
}

InstanceId SpaceState::current(OrganizationId organization) const
{
    return InstanceId::parse(read(organization, u"current"_s).toString());
}

void SpaceState::setCurrent(OrganizationId organization, InstanceId id)
{
    write(organization, u"current"_s, id.toString());
}

} // namespace aiops::myspace
