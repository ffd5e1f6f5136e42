#pragma once

#include "features/audit/gui/auditmodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QPushButton;

namespace aiops::widgets {
class FilterBar;
class SegmentedControl;
}

namespace aiops::audit {

/// The filters above the table: text, time, actor, action, outcome, and one object when another page asked for it.
class AuditFilters final : public QWidget
{
    Q_OBJECT

public:
    explicit AuditFilters(QWidget *parent = nullptr);

    Wanted wanted(const QDateTime &now) const;
    void setActors(const QStringList &actors); ///< keeps the chosen one
    /// Ids and names; `objects` gives what belongs to one. Without projects there is no such filter.
    void setProjects(const QList<std::pair<QString, QString>> &projects, std::function<QStringList(const QString &)> objects);
    void setObject(const QString &objectId);   ///< empty: all
    bool isAnySet() const;
    void clear();
    void focusText();

signals:
    void changed();

private:
    QWidget *makeTimes();
    QWidget *makeRow();
    void timeChosen();

    widgets::FilterBar *m_text;
    QComboBox *m_times;
    QComboBox *m_actors;
    QComboBox *m_actions;
    QComboBox *m_projects;
    std::function<QStringList(const QString &)> m_objects;
    widgets::SegmentedControl *m_outcomes;
    QPushButton *m_object;
    QWidget *m_range = nullptr;
    QDateTimeEdit *m_from = nullptr;
    QDateTimeEdit *m_to = nullptr;
    QString m_objectId;
    QTimer m_typed;
};

} // namespace aiops::audit
