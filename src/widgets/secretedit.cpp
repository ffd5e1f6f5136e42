#include "widgets/secretedit.h"

namespace aiops::widgets {
namespace {

/// Overwrites the characters in place: text() shares the field's own buffer, so this reaches it. Without a heap
/// block behind it the text is a literal of the program, which may not be written to and is no secret.
void overwrite(QString text)
{
    if (!text.isEmpty() && text.data_ptr().d_ptr())
        aiops::wipe(const_cast<QChar *>(text.constData()), size_t(text.size()) * sizeof(QChar));
}

} // namespace

SecretEdit::SecretEdit(QWidget *parent) : QLineEdit(parent)
{
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setDragEnabled(false);
}

SecretEdit::~SecretEdit()
{
    const QSignalBlocker quiet(this);
    wipe();
}

Secret SecretEdit::take()
{
    Secret taken = secret();
    wipe();
    return taken;
}

Secret SecretEdit::secret() const
{
    return Secret(text().toUtf8());
}

bool SecretEdit::holdsSameAs(const SecretEdit &other) const
{
    return text() == other.text();
}

void SecretEdit::wipe()
{
    overwrite(text());
    setText(QString()); // clear() would remember what it removed
}

void SecretEdit::contextMenuEvent(QContextMenuEvent *) {}

} // namespace aiops::widgets
