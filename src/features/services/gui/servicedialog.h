#pragma once

#include "features/services/gui/servicesfeature.h"
#include "inventory/types.h"
#include "shell/dialog.h"

class QComboBox;
class QSpinBox;

namespace aiops::widgets {
class Banner;
class Field;
}

namespace aiops::services {

/// Adds a service or edits one. Choosing a kind sets its usual port and name, unless they were typed.
class ServiceDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    ServiceDialog(const inventory::Service &service, const FeatureParts &parts, QWidget *parent); ///< a null id adds it

signals:
    void saved(const QString &name);

private:
    widgets::Field *add(const QString &name, const QString &label, QWidget *control);
    void fillKinds();
    void fillCredentials();
    void applyKind();
    void save();

    inventory::Service m_service;
    FeatureParts m_parts;
    widgets::Banner *m_banner;
    QComboBox *m_kind;
    QLineEdit *m_name;
    QSpinBox *m_port;
    QLineEdit *m_path;
    QComboBox *m_credential;
    widgets::Field *m_pathField = nullptr;
    QPushButton *m_save = nullptr;
    bool m_portTyped = false;
};

} // namespace aiops::services
