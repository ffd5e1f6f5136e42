#pragma once

#include "shell/registry.h"

#include <QFrame>
#include <QHash>

class QPushButton;

namespace aiops::shell {

/// The status bar: flat buttons, empty ones hidden.
class StatusStrip final : public QFrame
{
    Q_OBJECT

public:
    explicit StatusStrip(const QList<StatusSpec> &items, QWidget *parent = nullptr);
    void refresh();

private:
    QPushButton *makeItem(const StatusSpec &item);

    QList<StatusSpec> m_items;
    QHash<QString, QPushButton *> m_buttons;
};

} // namespace aiops::shell
