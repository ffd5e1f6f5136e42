#include "features/terminal/gui/pastedialog.h"

#include "widgets/button.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

PasteDialog::PasteDialog(const QString &text, const QString &host, bool isProduction, QWidget *parent) : QDialog(parent)
{
    const qsizetype lines = text.trimmed().count(u'\n') + 1;
    setWindowTitle(tr("Paste into %1").arg(host));
    setMinimumWidth(520);
    auto *title = new widgets::Label(tr("Paste %n lines into %1?", nullptr, int(lines)).arg(host), "section");
    auto *why = new widgets::Label(isProduction ? tr("This is a production host. Each line may run as soon as it arrives.")
                                                : tr("Each line may run as soon as it arrives."), "body", "muted");
    why->setWordWrap(true);
    auto *preview = new QPlainTextEdit(text);
    preview->setObjectName(u"pastePreview"_s);
    preview->setAccessibleName(tr("Text to paste"));
    preview->setReadOnly(true);
    preview->setFont(widgets::Theme::current().font(widgets::Theme::Type::Mono));
    auto *cancel = widgets::makeButton(tr("Cancel"));
    cancel->setObjectName(u"cancelButton"_s);
    auto *paste = widgets::makeButton(tr("Paste"), widgets::ButtonKind::Primary);
    paste->setObjectName(u"pasteButton"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(paste, &QPushButton::clicked, this, &QDialog::accept);
    cancel->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(paste);
    auto *layout = new QVBoxLayout(this);
    for (QWidget *widget : {static_cast<QWidget *>(title), static_cast<QWidget *>(why), static_cast<QWidget *>(preview)})
        layout->addWidget(widget);
    layout->addLayout(buttons);
    cancel->setFocus();
}

} // namespace aiops::terminal
