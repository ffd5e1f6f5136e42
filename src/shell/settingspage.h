#pragma once

#include "shell/page.h"
#include "shell/registry.h"

#include <QHash>

class QListWidget;
class QStackedWidget;

namespace aiops::shell {

/// List left, form right, at most 760 wide. A settings page is made when it is first chosen.
class SettingsPage final : public Page
{
    Q_OBJECT

public:
    SettingsPage(QList<SettingsSpec> pages, QWidget *parent);

    void openObject(const QString &settingsId) override;
    QWidget *mainView() override;

private:
    void showRow(int row);
    QWidget *makeForm(const SettingsSpec &spec);

    QList<SettingsSpec> m_specs;
    QHash<int, QWidget *> m_forms;
    QListWidget *m_list;
    QStackedWidget *m_stack;
};

} // namespace aiops::shell
