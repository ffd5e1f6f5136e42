#pragma once

#include <QWidget>

class QLineEdit;

namespace aiops::widgets {

class Label;

/// A labelled control of a form: label above, the control, and below it a hint or what is wrong with the input.
class Field final : public QWidget
{
    Q_OBJECT

public:
    explicit Field(QWidget *parent = nullptr) : Field(QString(), nullptr, parent) {}
    /// Takes over `control`; nullptr makes a QLineEdit.
    Field(const QString &label, QWidget *control, QWidget *parent = nullptr);

    QWidget *control() const { return m_control; }
    QLineEdit *edit() const; ///< the control as a line edit, or nullptr
    void setLabel(const QString &label);
    void setHint(const QString &hint);
    void setError(const QString &error); ///< empty: the input is fine; shows the hint again
    bool hasError() const { return m_hasError; }

private:
    void showBelow();

    Label *m_label;
    QWidget *m_control;
    Label *m_below;
    QString m_hint;
    QString m_error;
    bool m_hasError = false;
};

} // namespace aiops::widgets
