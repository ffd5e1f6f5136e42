#include "features/exec/gui/inputpane.h"

#include "core/text.h"
#include "features/exec/gui/variablelist.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/fold.h"
#include "widgets/pathedit.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using namespace widgets;

InputPane::InputPane(QWidget *parent)
    : QWidget(parent), m_fold(new Fold(tr("More"))), m_variables(new VariableList), m_input(new QPlainTextEdit),
      m_file(new PathEdit(tr("File for standard input"), QDir::homePath())), m_variablesField(new Field(tr("Environment variables"), m_variables)),
      m_inputField(new Field(tr("Standard input"), m_input)), m_fileField(new Field(tr("Or from a file"), m_file))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_fold);
    m_fold->button()->setObjectName(u"runMoreButton"_s);
    setSmall(m_fold->button());
    m_file->edit()->setObjectName(u"stdinFileEdit"_s);
    m_variables->setObjectName(u"variableList"_s);
    m_variablesField->setHint(tr("Lines of NAME=value can be pasted. Values are not kept."));
    setUpInput();
    m_inputField->setHint(tr("Each host gets it, with a line end behind it."));
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    for (Field *field : {m_variablesField, m_inputField, m_fileField})
        row->addWidget(field, field == m_variablesField ? 5 : 3, Qt::AlignTop);
    m_fold->content()->addLayout(row);
    connect(m_variables, &VariableList::changed, this, &InputPane::showSummary);
    connect(m_variables, &VariableList::leftOut, m_variablesField, &Field::setError);
    connect(m_input, &QPlainTextEdit::textChanged, this, &InputPane::showSummary);
    connect(m_file, &PathEdit::changed, this, &InputPane::showSummary);
}

void InputPane::setUpInput()
{
    m_input->setObjectName(u"stdinEdit"_s);
    m_input->setProperty("input", true);
    m_input->setFont(Theme::current().font(Theme::Type::Mono));
    m_input->setTabChangesFocus(true);
    m_input->setFixedHeight(Theme::current().scaled(64));
}

bool InputPane::isEmpty() const
{
    return m_variables->count() == 0 && m_input->toPlainText().isEmpty() && m_file->path().isEmpty();
}

/// What is folded away must not go to hosts unseen.
void InputPane::showSummary()
{
    QStringList parts;
    if (const int variables = m_variables->count(); variables > 0)
        parts += variables == 1 ? tr("1 variable") : tr("%1 variables").arg(variables);
    if (!m_file->path().isEmpty())
        parts += tr("standard input from %1").arg(shownPlain(QFileInfo(m_file->path()).fileName(), 60));
    else if (!m_input->toPlainText().isEmpty())
        parts += tr("standard input");
    m_fold->setText(parts.isEmpty() ? tr("More") : tr("More: %1").arg(parts.join(u", "_s)));
    for (Field *field : {m_variablesField, m_inputField, m_fileField})
        field->setError({});
    m_input->setEnabled(m_file->path().isEmpty());
}

Future<Request> InputPane::addTo(Request request)
{
    if (isEmpty())
        return ready<Request>(std::move(request));
    m_variables->hideValues();
    const auto variables = m_variables->variables();
    if (!variables)
        return refused(m_variablesField, variables.error());
    request.variables = *variables;
    if (!m_file->path().isEmpty())
        return withFile(this, std::move(request));
    if (const QString text = m_input->toPlainText(); !text.isEmpty())
        request.input = std::make_shared<const QByteArray>(text.toUtf8() + (text.endsWith(u'\n') ? "" : "\n"));
    return checked(std::move(request));
}

Future<Request> InputPane::withFile(Self self, Request request)
{
    const QString path = self->m_file->path();
    const auto input = co_await inputFrom(path.startsWith("~/"_L1) ? QDir::home().filePath(path.sliced(2)) : path);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!input)
        co_return co_await self->refused(self->m_fileField, input.error());
    request.input = *input;
    co_return co_await self->checked(std::move(request));
}

Future<Request> InputPane::checked(Request request)
{
    const Status good = checkExtras(request);
    return good ? ready<Request>(std::move(request)) : refused(m_inputField, good.error());
}

Future<Request> InputPane::refused(Field *field, const Error &error)
{
    field->setError(error.text);
    m_fold->setOpen(true);
    field->setFocus();
    return aiops::failed<Request>(error);
}

} // namespace aiops::exec
