#pragma once

#include "inventory/inheritance.h"
#include "inventory/inventory.h"

#include <QObject>

class QComboBox;

namespace aiops::widgets {
class Field;
}

namespace aiops::myspace {

/// The controls of values that a group can hand down. What is left empty is inherited; below each control stands what
/// then counts and which group gives it. The controls belong to the form.
class InheritedFields final : public QObject
{
    Q_OBJECT

public:
    struct Controls
    {
        widgets::Field *group; ///< a combo box; null in the form of a group, whose parent is given
        widgets::Field *user;
        widgets::Field *port;
        widgets::Field *environment; ///< a combo box
        widgets::Field *jump;        ///< the name of an instance, or "direct"
        widgets::Field *proxy;           ///< an address, or "none"
        widgets::Field *proxyCredential; ///< a combo box
    };
    /// `instances`: what can be jumped through.
    InheritedFields(Controls controls, const QList<inventory::Group> &groups, const QList<inventory::Instance> &instances,
                    QObject *parent);

    static QComboBox *makeGroupCombo();
    static QComboBox *makeEnvironmentCombo();

    void show(const inventory::Inheritable &own, GroupId group);
    inventory::Inheritable own() const;
    GroupId group() const;
    int port() const; ///< that counts
    bool showProblems(); ///< at the fields of the jump host and the proxy; the others are checked by their form
    void setSelf(InstanceId id) { m_self = id; } ///< cannot be its own jump host

private:
    void fillGroups();
    void showInherited();
    inventory::Jump jump() const;
    QString proxy() const;
    const inventory::Instance *instanceNamed(const QString &name) const;
    QString nameOf(const inventory::Jump &jump) const;
    QString from(GroupId group) const;

    const Controls m_controls;
    const inventory::Inheritance m_inheritance;
    const QList<inventory::Group> m_groups;
    const QList<inventory::Instance> m_instances;
    GroupId m_fixedGroup; ///< when there is no combo box
    InstanceId m_self;
};

} // namespace aiops::myspace
