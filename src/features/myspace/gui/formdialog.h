#pragma once

#include "shell/dialog.h"

class QPushButton;
class QVBoxLayout;

namespace aiops::widgets {
class Banner;
class Field;
}

namespace aiops::myspace {

/// A dialog of fields above Cancel and one button that does it. Stays open until accept(), so that an error shows
/// where it was made. Its button says what it does.
class FormDialog : public shell::Dialog
{
    Q_OBJECT

public:
    FormDialog(const QString &title, const QString &saveText, QWidget *parent);

protected:
    QVBoxLayout *form() const { return m_form; }
    /// A labelled line edit; `name` becomes its object name.
    widgets::Field *addField(const QString &name, const QString &label, const QString &value = {});
    widgets::Field *addControl(const QString &name, const QString &label, QWidget *control);
    widgets::Banner *banner() const { return m_banner; }
    QPushButton *saveButton() const { return m_save; }
    void setBusy(bool busy);
    virtual void save() = 0;

private:
    QVBoxLayout *m_form;
    widgets::Banner *m_banner;
    QPushButton *m_save;
};

} // namespace aiops::myspace
