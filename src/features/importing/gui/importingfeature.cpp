#include "features/importing/gui/importingfeature.h"

#include "features/importing/gui/exportdialog.h"
#include "features/importing/gui/importdialog.h"
#include "shell/registry.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

void addImport(shell::Registry &registry, shell::Navigator &navigator, ImportServices services, const QString &id, const QString &text, SourceKind kind)
{
    const auto open = [&navigator, services, kind](const QString &file) {
        auto *dialog = new ImportDialog(services, navigator, kind, shell::dialogParent());
        if (!file.isEmpty())
            dialog->setFile(file);
        dialog->open();
    };
    registry.addAction({.id = id, .text = text, .menu = u"File"_s, .run = [open] { open({}); }, .icon = u"import"_s, .inAddMenu = true, .runFor = open});
}

} // namespace

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, ImportServices services)
{
    addImport(registry, navigator, services, u"importing.sshConfig"_s, ImportDialog::tr("Import ~/.ssh/config"), SourceKind::SshConfig);
    addImport(registry, navigator, services, u"importing.csv"_s, ImportDialog::tr("Import CSV"), SourceKind::Csv);
    addImport(registry, navigator, services, u"importing.ansible"_s, ImportDialog::tr("Import Ansible inventory"), SourceKind::Ansible);
    const auto open = [&navigator, services](const QString &objects) {
        QList<InstanceId> ids;
        for (const QString &object : objects.split(u',', Qt::SkipEmptyParts)) {
            if (const auto id = InstanceId::parse(object); !id.isNull())
                ids += id;
        }
        (new ExportDialog(services, navigator, ids, shell::dialogParent()))->open();
    };
    registry.addAction({.id = u"importing.export"_s, .text = ExportDialog::tr("Export instances"), .menu = u"File"_s, .run = [open] { open({}); },
                        .icon = u"export"_s, .runFor = open});
}

} // namespace aiops::importing
