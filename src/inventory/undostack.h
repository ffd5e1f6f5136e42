#pragma once

#include "core/future.h"
#include "core/permit.h"
#include "storage/changeset.h"

#include <QObject>

namespace aiops::storage {
class Database;
}

namespace aiops::inventory {

/// What can be taken back of this process's own changes, newest last; it ends with the process. A step that cannot be
/// undone any more (somebody changed the same value meanwhile) is dropped with its error. Main thread.
class UndoStack final : public QObject
{
    Q_OBJECT

public:
    explicit UndoStack(storage::Database &database, QObject *parent = nullptr);

    bool canUndo() const { return !m_undo.isEmpty() && !m_busy; }
    bool canRedo() const { return !m_redo.isEmpty() && !m_busy; }
    QString undoText() const { return m_undo.isEmpty() ? QString() : m_undo.constLast().text; }
    QString redoText() const { return m_redo.isEmpty() ? QString() : m_redo.constLast().text; }
    qint64 undoNumber() const { return m_undo.isEmpty() ? 0 : m_undo.constLast().number; } ///< tells steps apart

    /// The text of what was undone. Errors NotFound (nothing to undo), Busy, Conflict, and those of the database.
    Future<QString> undo(Permit permit);
    Future<QString> redo(Permit permit);

    void push(const QString &text, storage::ChangeSet changes); ///< forgets what could be done again

signals:
    void changed();

private:
    struct Step
    {
        QString text;
        storage::ChangeSet changes;
        qint64 number = 0;
    };
    Future<QString> revert(QList<Step> UndoStack::*from, QList<Step> UndoStack::*to, Permit permit);
    void append(QList<Step> &list, Step step);

    storage::Database &m_database;
    QList<Step> m_undo;
    QList<Step> m_redo;
    qint64 m_lastNumber = 0;
    bool m_busy = false;
};

} // namespace aiops::inventory
