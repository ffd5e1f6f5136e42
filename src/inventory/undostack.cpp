#include "inventory/undostack.h"

#include "storage/command.h"
#include "storage/database.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostSteps = 100;
}

UndoStack::UndoStack(storage::Database &database, QObject *parent) : QObject(parent), m_database(database) {}

void UndoStack::push(const QString &text, storage::ChangeSet changes)
{
    if (changes.isEmpty())
        return;
    m_redo.clear();
    append(m_undo, {text, std::move(changes), ++m_lastNumber});
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
    if (done)
        append(this->*to, {step.text, *opposite, ++m_lastNumber});
    emit changed();
    if (!done)
        co_return std::unexpected(done.error());
    co_return step.text;
}

} // namespace aiops::inventory
