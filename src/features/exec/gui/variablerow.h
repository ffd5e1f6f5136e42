#pragma once

#include "features/exec/request.h"

#include <QWidget>

class QHBoxLayout;
class QLineEdit;
class QPushButton;

namespace aiops::widgets {
class SecretEdit;
class SecretText;
}

namespace aiops::exec {

/// Name and value of one variable. The value is masked; shown, it is painted only: no undo, no clipboard and nobody who reads the screen
/// aloud gets it.
class VariableRow final : public QWidget
{
    Q_OBJECT

public:
    explicit VariableRow(QWidget *parent = nullptr);

    void setNumber(int number); ///< from 1; controls are named by it
    bool isEmpty() const;
    Variable variable() const;
    void fill(const Variable &variable);
    void clear();
    QWidget *nameEdit() const;
    QWidget *valueEdit() const;
    QList<QWidget *> controls() const; ///< in the order of Tab
    void hideValue();

signals:
    void changed();
    void removeWanted();
    void pasted(const QString &lines); ///< instead of into a field: NAME=VALUE, more than one or where the name stands

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool paste(bool isName);
    void takeTyped(const QString &text);
    void showValue(bool shown);
    void showNames();

    QHBoxLayout *m_cell; ///< of the value
    QLineEdit *m_name;
    widgets::SecretEdit *m_value;
    widgets::SecretText *m_shown;
    QPushButton *m_show;
    QPushButton *m_remove;
    int m_number = 1;
};

} // namespace aiops::exec
