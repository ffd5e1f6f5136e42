#include "features/terminal/gui/pastedialog.h"

#include "core/text.h"
#include "widgets/label.h"

#include <QPlainTextEdit>

namespace aiops::terminal {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Theme;

namespace {

/// Lines stay lines; every other control is made visible, so that nothing hides in what is about to be sent.
QString shownLines(const QString &text)
{
    QStringList lines;
    for (const QString &line : QString(text).replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n').split(u'\n'))
        lines.append(shownPlain(line, 10'000));
    return lines.join(u'\n');
}

} // namespace

PasteDialog::PasteDialog(const QString &text, const QString &host, bool isProduction, QWidget *parent)
    : shell::Dialog({}, parent)
{
    const QString shown = shownLines(text.trimmed());
    const int lines = int(shown.count(u'\n')) + 1;
    setTitle(tr("Paste %n lines into %1?", nullptr, lines).arg(host));
    setMinimumWidth(Theme::current().scaled(560));
    setDestructive(true);
    auto *why = new widgets::Label(isProduction ? tr("This is a production host. Each line may run as soon as it arrives.")
                                                : tr("Each line may run as soon as it arrives."),
                                   "body", isProduction ? "danger" : "muted");
    why->setWordWrap(true);
    auto *preview = new QPlainTextEdit(shown);
    preview->setObjectName(u"pastePreview"_s);
    preview->setAccessibleName(tr("Text to paste"));
    preview->setReadOnly(true);
    preview->setTabChangesFocus(true);
    preview->setFont(Theme::current().font(Theme::Type::Mono));
    body()->addWidget(why);
    body()->addWidget(preview, 1);
    setDefaultButton(addCancel());
    addButton(tr("Paste"), isProduction ? ButtonKind::Danger : ButtonKind::Primary, [this] { accept(); })
        ->setObjectName(u"pasteButton"_s);
}

} // namespace aiops::terminal
