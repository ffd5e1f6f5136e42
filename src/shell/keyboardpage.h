#pragma once

#include "shell/keyrows.h"

#include <QWidget>

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace aiops::widgets {
class Banner;
class FilterBar;
class Label;
}

namespace aiops::shell {

class ActionTable;
class KeyRecorder;
class Navigator;

/// Settings > Keyboard: every command with its keys, and how to change them. Changes apply at once.
class KeyboardPage final : public QWidget
{
    Q_OBJECT

public:
    KeyboardPage(ActionTable &actions, QList<KeySpec> fixed, Navigator &navigator, QWidget *parent);

private:
    void buildList();
    void buildEditor();
    void fill();
    void filter();
    QString currentId() const;
    void showCurrent();
    void select(const QString &id);
    void record(const QKeySequence &keys);
    void ask(const QKeySequence &keys, const QString &owner);
    void refuse(const QString &why);
    void change(const QString &said, const std::function<void(const QString &id)> &how);
    QString fixedOwner(const QKeySequence &keys) const;
    QList<QKeySequence> withFirst(const QKeySequence &keys) const;

    ActionTable &m_actions;
    const QList<KeySpec> m_fixed;
    Navigator &m_navigator;
    widgets::FilterBar *m_filter;
    QPushButton *m_resetAll;
    QTreeWidget *m_tree;
    widgets::Label *m_name;
    KeyRecorder *m_recorder;
    QPushButton *m_reset;
    QPushButton *m_none;
    widgets::Label *m_note;
    widgets::Banner *m_banner;
};

} // namespace aiops::shell
