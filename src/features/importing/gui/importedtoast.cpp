#include "features/importing/gui/importedtoast.h"

#include "features/importing/gui/importdialog.h"
#include "inventory/inventory.h"
#include "shell/navigator.h"
#include "team/gatekeeper.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

void undo(const ImportServices &services, shell::Navigator &navigator, qint64 number)
{
    if (services.inventory.undo().undoNumber() != number)
        return navigator.toast(ImportDialog::tr("Something else was changed meanwhile. Undo it first with Edit, Undo."));
    auto permit = services.gatekeeper.request(team::Action::InventoryUndo, {u"instance"_s, {}, services.inventory.undo().undoText()});
    if (!permit)
        return navigator.problem(ImportDialog::tr("Undo"), permit.error());
    deliver(services.inventory.undo().undo(*std::move(permit)), &navigator, [&navigator](const Result<QString> &undone) {
        if (undone)
            navigator.toast(ImportDialog::tr("Undone: %1").arg(*undone));
        else
            navigator.problem(ImportDialog::tr("Undo"), undone.error());
    });
}

} // namespace

void tellImported(const ImportServices &services, shell::Navigator &navigator, const Applied &applied)
{
    const QString text = applied.changed == 0 ? ImportDialog::tr("%n instances added", nullptr, applied.added)
                         : applied.added == 0 ? ImportDialog::tr("%n instances changed", nullptr, applied.changed)
                                              : ImportDialog::tr("%1 instances added, %2 changed").arg(applied.added).arg(applied.changed);
    // The toast outlives the dialog.
    navigator.toast(text, ImportDialog::tr("Undo"), [services, &navigator, number = applied.undoNumber] { undo(services, navigator, number); });
    navigator.open(u"myspace"_s);
}

} // namespace aiops::importing
