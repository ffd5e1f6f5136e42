#include "features/credentials/gui/kindfields.h"

#include "widgets/field.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

QWidget *controlFor(const vault::FieldSpec &spec)
{
    if (!spec.isLong)
        return nullptr;
    auto *edit = new QPlainTextEdit;
    edit->setProperty("input", true);
    edit->setFixedHeight(Theme::current().scaled(64));
    edit->setTabChangesFocus(true);
    return edit;
}

} // namespace

KindFields::KindFields(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(12);
    hide();
}

void KindFields::setKind(const vault::KindSpec &spec)
{
    for (const Entry &entry : std::as_const(m_entries))
        delete entry.field;
    m_entries.clear();
    for (const vault::FieldSpec &one : spec.fields) {
        if (QLatin1StringView(one.key) == "source"_L1 || QLatin1StringView(one.key) == "reference"_L1)
            continue; // KeptIn asks for them
        auto *field = new Field(QCoreApplication::translate("aiops::vault", one.label), controlFor(one));
        field->control()->setObjectName(QString::fromLatin1(one.key) + u"Edit"_s);
        if (QLineEdit *edit = field->edit())
            connect(edit, &QLineEdit::textEdited, field, [field] { field->setError({}); });
        if (!one.isRequired && field->edit())
            field->edit()->setPlaceholderText(tr("Optional"));
        m_column->addWidget(field);
        field->show(); // a layout that is on the screen shows new ones only later, and the dialog grows with them
        m_entries.append({&one, field});
    }
    setVisible(!m_entries.isEmpty());
}

QString KindFields::textOf(const Entry &entry)
{
    if (const auto *edit = qobject_cast<QPlainTextEdit *>(entry.field->control()))
        return edit->toPlainText();
    return entry.field->edit()->text().trimmed();
}

void KindFields::setValues(const QMap<QString, QString> &values)
{
    for (const Entry &entry : std::as_const(m_entries)) {
        const QString text = values.value(QString::fromLatin1(entry.spec->key));
        if (auto *edit = qobject_cast<QPlainTextEdit *>(entry.field->control()))
            edit->setPlainText(text);
        else
            entry.field->edit()->setText(text);
    }
}

QMap<QString, QString> KindFields::values() const
{
    QMap<QString, QString> out;
    for (const Entry &entry : m_entries)
        out.insert(QString::fromLatin1(entry.spec->key), textOf(entry));
    return out;
}

bool KindFields::check()
{
    bool complete = true;
    for (const Entry &entry : std::as_const(m_entries)) {
        const bool isMissing = entry.spec->isRequired && textOf(entry).isEmpty();
        entry.field->setError(isMissing ? tr("This is needed.") : QString());
        complete = complete && !isMissing;
    }
    return complete;
}

} // namespace aiops::credentials
