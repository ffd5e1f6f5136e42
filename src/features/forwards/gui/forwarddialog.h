#pragma once

#include "features/forwards/forward.h"
#include "features/forwards/gui/forwardsfeature.h"
#include "shell/dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace aiops::widgets {
class Banner;
class Field;
class Label;
class SegmentedControl;
}

namespace aiops::forwards {

/// Adds a forward or edits one; says in plain words what it will do while it is typed.
class ForwardDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    /// A null id adds it; a null instance is chosen here.
    ForwardDialog(const Forward &forward, const FeatureParts &parts, QWidget *parent);

signals:
    void saved(const aiops::forwards::Forward &forward);

private:
    widgets::Field *add(const QString &name, const QString &label, QWidget *control);
    void build();
    void fillInstances();
    void show(const Forward &forward);
    void applyKind();
    void preview();
    Kind kind() const;
    QString instanceName() const;
    Result<Forward> typed() const;
    QString listenHost() const;
    void save();

    Forward m_forward;
    FeatureParts m_parts;
    widgets::Banner *m_banner;
    QComboBox *m_instance;
    widgets::SegmentedControl *m_kind;
    QLineEdit *m_listen;
    QLineEdit *m_target;
    QLineEdit *m_name;
    QCheckBox *m_others;
    QCheckBox *m_autostart;
    widgets::Label *m_sentence;
    widgets::Label *m_warning;
    widgets::Field *m_listenField = nullptr;
    widgets::Field *m_targetField = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace aiops::forwards
