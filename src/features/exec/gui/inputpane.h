#pragma once

#include "features/exec/extras.h"

#include <QWidget>

class QPlainTextEdit;

namespace aiops::widgets {
class Field;
class Fold;
class PathEdit;
}

namespace aiops::exec {

class VariableList;

/// What few commands need, folded away under a button that says what is in it: variables, and text or a file for stdin.
class InputPane final : public QWidget
{
    Q_OBJECT

public:
    explicit InputPane(QWidget *parent = nullptr);

    bool isEmpty() const;
    /// The request with it. An error also stands at its field, which is shown.
    Future<Request> addTo(Request request);

private:
    using Self = QPointer<InputPane>;

    static Future<Request> withFile(Self self, Request request);
    Future<Request> checked(Request request);
    Future<Request> refused(widgets::Field *field, const Error &error);
    void setUpInput();
    void showSummary();

    widgets::Fold *m_fold;
    VariableList *m_variables;
    QPlainTextEdit *m_input;
    widgets::PathEdit *m_file;
    widgets::Field *m_variablesField;
    widgets::Field *m_inputField;
    widgets::Field *m_fileField;
};

} // namespace aiops::exec
