#include "inventory/undostack.h"

#include "storage/command.h"
#include "storage/database.h"

#include <QPointer>

#include <mutex>

namespace aiops::inventory {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostSteps = 100;
}

/// Outlives the stack while the writer thread still has something for it.
class UndoStack::Inbox final
{
public:
    void put(const QString &text, storage::ChangeSet changes)
    {
        const std::lock_guard lock(m_mutex);
        m_steps.append({text, std::move(changes)});
    }
    QList<Step> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_steps, {});
    }

private:
    std::mutex m_mutex;
    QList<Step> m_steps;
};

UndoStack::UndoStack(storage::Database &database, QObject *parent)
    : QObject(parent), m_database(database), m_inbox(std::make_shared<Inbox>())
{
}

std::function<void(storage::ChangeSet)> UndoStack::recorder(const QString &text)
{
    return [inbox = m_inbox, database = &m_database, self = QPointer(this), text](storage::ChangeSet changes) {
        if (changes.isEmpty())
            return;
        inbox->put(text, std::move(changes));
        QMetaObject::invokeMethod(database, [self] {
            if (self)
                self->announce();
        }, Qt::QueuedConnection);
    };
}

void UndoStack::collect()
{
    for (Step &step : m_inbox->take()) {
        m_redo.clear();
        step.number = ++m_lastNumber;
        append(m_undo, std::move(step));
        m_hasNews = true;
    }
}

void UndoStack::announce()
{
    collect();
    if (std::exchange(m_hasNews, false))
        emit changed();
}

void UndoStack::append(QList<Step> &list, Step step)
{
    list.append(std::move(step));
    if (list.size() > kMostSteps)
        list.removeFirst();
}

Future<QString> UndoStack::undo(Permit permit)
{
    return revert(&UndoStack::m_undo, &UndoStack::m_redo, std::move(permit));
}

Future<QString> UndoStack::redo(Permit permit)
{
    return revert(&UndoStack::m_redo, &UndoStack::m_undo, std::move(permit));
}

Future<QString> UndoStack::revert(QList<Step> UndoStack::*from, QList<Step> UndoStack::*to, Permit permit)
{
    collect();
    if (m_busy || (this->*from).isEmpty()) {
        const Error error = m_busy ? Error{Errc::Busy, tr("The last step is still being undone.")}
                                   : Error{Errc::NotFound, tr("There is nothing to undo.")};
        permit.failed(error);
        co_return std::unexpected(error);
    }
    QPointer self(this);
    m_busy = true;
    const Step step = (this->*from).takeLast();
    emit changed();
    permit.note(u"step"_s, step.text);
    auto opposite = std::make_shared<storage::ChangeSet>();
    const auto done = co_await m_database.command<void>(
        std::move(permit), [changes = step.changes](storage::Command &command) { return command.revert(changes); },
        [opposite](storage::ChangeSet changes) { *opposite = std::move(changes); });
    if (!self)
        co_return std::unexpected(cancelledError());
    m_busy = false;
    collect();
    if (done)
        append(this->*to, {step.text, *opposite, ++m_lastNumber});
    emit changed();
    if (!done)
        co_return std::unexpected(done.error());
    co_return step.text;
}

} // namespace aiops::inventory
