#include "features/hostkeys/gui/touchdialog.h"

#include "core/text.h"
#include "features/hostkeys/hostkeyreport.h"
#include "widgets/label.h"

#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using widgets::Label;

TouchDialog::TouchDialog(const ssh::Endpoint &endpoint, const QString &key, QWidget *parent) : shell::Dialog(tr("Touch your security key"), parent)
{
    setObjectName(u"touchDialog"_s);
    setModal(false);
    setMinimumWidth(widgets::Theme::current().scaled(380));
    body()->setSpacing(8);
    auto *text = new Label(tr("The sign-in at %1 waits until you touch the key.").arg(shownHost(endpoint)));
    text->setWordWrap(true);
    body()->addWidget(text);
    body()->addWidget(new Label(shownPlain(key, 100), "secondary", "muted"));
    addCancel(tr("Close"));
}

} // namespace aiops::hostkeys
