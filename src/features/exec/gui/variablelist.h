#pragma once

#include "features/exec/request.h"

#include <QWidget>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace aiops::exec {

class VariableRow;

/// Variables for a command, a row each. What is pasted as lines of NAME=VALUE fills rows.
class VariableList final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int mostRows = 200;

    explicit VariableList(QWidget *parent = nullptr);
    int count() const; ///< rows with something in them
    /// Error Invalid: of the first row that is wrong, which is marked and has the focus when this gets it.
    Result<QList<Variable>> variables();
    void hideValues();

signals:
    void changed();
    void leftOut(const QString &why); ///< not all that was pasted could be taken

private:
    VariableRow *addRow(qsizetype at);
    void removeRow(VariableRow *row);
    void takePasted(VariableRow *row, const QString &text);
    VariableRow *rowFor(qsizetype at);
    void arrange();
    void fit();
    std::unexpected<Error> wrong(QWidget *edit, const QString &text);
    void clearMark();
    bool eventFilter(QObject *watched, QEvent *event) override;

    QScrollArea *m_scroll;
    QVBoxLayout *m_column;
    QPushButton *m_add;
    QList<VariableRow *> m_rows; ///< one at least
};

} // namespace aiops::exec
