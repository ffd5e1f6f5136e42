#pragma once

#include "shell/palettemodel.h"

#include <QDialog>

class QLineEdit;
class QListView;

namespace aiops::shell {

/// Ctrl+K: one field and one list over everything that can be opened or done. Deletes itself.
class Palette final : public QDialog
{
    Q_OBJECT

public:
    Palette(QList<PaletteRow> rows, QList<SearchSpec> searches, QWidget *window);
    void open() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void runCurrent();

    PaletteModel *m_model;
    QLineEdit *m_query;
    QListView *m_list;
};

} // namespace aiops::shell
