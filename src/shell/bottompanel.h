#pragma once

#include "core/error.h"

#include <QTabWidget>

class QPlainTextEdit;
class QTreeWidget;

namespace aiops::shell {

/// Output: what the program did, with times. Problems: what failed, kept until it is cleared.
class BottomPanel final : public QTabWidget
{
    Q_OBJECT

public:
    explicit BottomPanel(QWidget *parent = nullptr);

    void addActivity(const QString &text);
    void addProblem(const QString &where, const Error &error);
    int problemCount() const;

signals:
    void closeRequested();
    void maximizeRequested();

private:
    QWidget *makeCorner();
    void refreshTitles();

    QPlainTextEdit *m_output;
    QTreeWidget *m_problems;
};

} // namespace aiops::shell
