#include "widgets/pathedit.h"

#include "widgets/button.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

PathEdit::PathEdit(const QString &name, const QString &folder, QWidget *parent) : QWidget(parent), m_name(name), m_folder(folder), m_edit(new QLineEdit)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto *button = makeIconButton(u"folder"_s, tr("Choose a file"));
    button->setObjectName(u"chooseFileButton"_s);
    row->addWidget(m_edit, 1);
    row->addWidget(button);
    m_edit->setAccessibleName(name);
    setFocusProxy(m_edit);
    connect(button, &QPushButton::clicked, this, &PathEdit::choose);
    connect(m_edit, &QLineEdit::textChanged, this, &PathEdit::changed);
}

QString PathEdit::path() const
{
    return m_edit->text().trimmed();
}

void PathEdit::setPath(const QString &path)
{
    m_edit->setText(path);
}

void PathEdit::choose()
{
    const QString now = path();
    auto *dialog = new QFileDialog(this, m_name, now.isEmpty() ? m_folder : QFileInfo(now).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::AllDirs | QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot);
    connect(dialog, &QFileDialog::fileSelected, this, &PathEdit::setPath);
    dialog->open();
}

} // namespace aiops::widgets
