#include "features/credentials/gui/vaultfilebuttons.h"

#include "features/credentials/gui/exportdialog.h"
#include "features/credentials/gui/importfiledialog.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "widgets/button.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QPointer>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

/// The one local export that is dragged; empty when it is something else.
QString draggedExport(const QDropEvent &event)
{
    const QList<QUrl> urls = event.mimeData()->urls();
    const QString path = urls.size() == 1 ? urls.constFirst().toLocalFile() : QString();
    return path.endsWith(u".aiopsvault"_s) ? path : QString();
}

} // namespace

VaultFileButtons::VaultFileButtons(VaultSession &session, QWidget *page) : QWidget(page), m_session(session)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *import = makeButton(tr("Import"), ButtonKind::Plain, u"import"_s);
    import->setObjectName(u"importVaultButton"_s);
    auto *exporting = makeButton(tr("Export"), ButtonKind::Plain, u"export"_s);
    exporting->setObjectName(u"exportVaultButton"_s);
    row->addWidget(import);
    row->addWidget(exporting);
    connect(import, &QPushButton::clicked, this, [this] { importFile({}); });
    connect(exporting, &QPushButton::clicked, this, &VaultFileButtons::exportAll);
    const auto follow = [this, exporting] { exporting->setEnabled(!m_session.credentials().isEmpty()); };
    connect(&session, &VaultSession::changed, exporting, follow);
    follow();
    page->setAcceptDrops(true);
    page->installEventFilter(this);
}

bool VaultFileButtons::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event);
        if (const QString path = draggedExport(*drop); !path.isEmpty()) {
            drop->acceptProposedAction();
            if (event->type() == QEvent::Drop)
                importFile(path);
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void VaultFileButtons::importFile(const QString &path)
{
    const QPointer<QWidget> over(window());
    deliver(m_session.window().requestUnlock(over), this, [this, over, path](const Status &open) {
        if (open)
            (new ImportFileDialog(m_session, path, over))->open();
        else if (open.error().code != Errc::Cancelled)
            m_session.navigator().problem(tr("Vault"), open.error());
    });
}

void VaultFileButtons::exportAll()
{
    const QPointer<QWidget> over(window());
    deliver(m_session.window().requestUnlock(over), this, [this, over](const Status &open) {
        if (open)
            (new ExportDialog(m_session, over))->open();
        else if (open.error().code != Errc::Cancelled)
            m_session.navigator().problem(tr("Vault"), open.error());
    });
}

} // namespace aiops::credentials
