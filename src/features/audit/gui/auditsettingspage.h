#pragma once

#include "features/audit/gui/exportaction.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSettings;
class QSpinBox;

namespace aiops::team {
class AccessAlarm;
}
namespace aiops::widgets {
class Field;
class Label;
}

namespace aiops::audit {

class Forwarder;
struct ForwardTarget;

struct AuditSettings
{
    QSettings &settings;
    team::AccessAlarm &alarm;
    Forwarder &forwarder;
};

/// When many uses of credentials are an alarm, and where copies of the audit go. Both are written into the audit.
class AuditSettingsPage final : public QWidget
{
    Q_OBJECT

public:
    AuditSettingsPage(const AuditServices &services, const AuditSettings &settings, QWidget *parent = nullptr);

private:
    QWidget *makeAlarm();
    QWidget *makeCopies();
    QSpinBox *addNumber(QWidget *holder, const QString &name, const QString &label, int from, int to, int value);
    void updateAlarm();
    void saveAlarm();
    void storeAlarm();
    void showKind();
    void saveCopies();
    Result<ForwardTarget> target() const;
    void showCopies();

    AuditServices m_services;
    AuditSettings m_parts;
    widgets::Banner *m_banner;
    QSpinBox *m_reveals = nullptr;
    QSpinBox *m_uses = nullptr;
    QSpinBox *m_minutes = nullptr;
    QPushButton *m_saveAlarm = nullptr;
    QComboBox *m_kind;
    QLineEdit *m_address;
    widgets::Field *m_addressField;
    QCheckBox *m_fromStart;
    QPushButton *m_saveCopies = nullptr;
    widgets::Label *m_state;
};

} // namespace aiops::audit
