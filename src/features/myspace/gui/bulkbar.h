#pragma once

#include "core/ids.h"

#include <QFrame>

class QPushButton;

namespace aiops::widgets {
class Label;
}

namespace aiops::myspace {

class Actions;

/// Under the list while two or more instances are chosen: how many, and what can be done with all of them.
class BulkBar final : public QFrame
{
    Q_OBJECT

public:
    explicit BulkBar(Actions &actions, QWidget *parent = nullptr);
    void show(const QList<InstanceId> &ids);

signals:
    void clearWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QPushButton *add(const QString &name, const QString &text, const QString &icon, bool primary = false);
    void openMore();

    Actions &m_actions;
    QList<InstanceId> m_ids;
    widgets::Label *m_count;
    QPushButton *m_terminals = nullptr;
    QPushButton *m_command = nullptr;
    QPushButton *m_project = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_more = nullptr;
};

} // namespace aiops::myspace
