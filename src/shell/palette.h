#pragma once

#include "shell/palettemodel.h"

#include <QDialog>

class QLineEdit;
class QListView;

namespace aiops::widgets {
class Label;
}

namespace aiops::shell {

/// Ctrl+K: one field and one list over everything that can be opened or done. Deletes itself.
class Palette final : public QDialog
{
    Q_OBJECT

public:
    Palette(PaletteSources sources, QWidget *window);
    void open() override;
    void refresh(); ///< an index has changed: asks again, and keeps the row

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool pressed(QKeyEvent *event);
    void move(QKeyEvent *event);
    void select(int row);
    void showActions();
    void leaveActions();
    void describeRow();
    void runCurrent(bool inTerminal = false);

    std::function<void(const QString &key)> m_used;
    PaletteModel *m_model;
    QLineEdit *m_query;
    QListView *m_list;
    widgets::Label *m_hint;
    QString m_leftQuery; ///< of the list that the actions lie over
    int m_leftRow = 0;
};

} // namespace aiops::shell
