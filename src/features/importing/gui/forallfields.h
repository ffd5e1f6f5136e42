#pragma once

#include "features/importing/importplan.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace aiops::inventory {
class Inventory;
}

namespace aiops::importing {

/// What rows get that say nothing of their own: project, environment, group.
class ForAllFields final : public QWidget
{
    Q_OBJECT

public:
    explicit ForAllFields(const inventory::Inventory &inventory, QWidget *parent = nullptr);
    ForAll value() const;

signals:
    void changed(); ///< a moment after the last key

private:
    QComboBox *m_project;
    QComboBox *m_environment;
    QLineEdit *m_group;
    QTimer m_typed;
};

} // namespace aiops::importing
