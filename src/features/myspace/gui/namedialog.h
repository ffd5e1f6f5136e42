#pragma once

#include "features/myspace/gui/formdialog.h"

namespace aiops::myspace {

/// Asks for one name.
class NameDialog final : public FormDialog
{
    Q_OBJECT

public:
    NameDialog(const QString &title, const QString &label, const QString &old, std::function<void(const QString &)> named, QWidget *parent);

private:
    void save() override;

    widgets::Field *m_name;
    std::function<void(const QString &)> m_named;
};

} // namespace aiops::myspace
