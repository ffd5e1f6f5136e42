#pragma once

#include "core/ids.h"

#include <QTreeWidget>

namespace aiops::myspace {

/// A list or tree of the side pane, as tall as what it shows; instances can be dropped on its rows, and the row under
/// them is marked.
class DropList final : public QTreeWidget
{
    Q_OBJECT

public:
    DropList(const QString &name, const QString &title, QWidget *parent = nullptr);
    void setTakesDrops(bool takes) { setAcceptDrops(takes); }
    void fit(); ///< after rows came, went, opened or closed
    int rowHeight() const;

signals:
    void chosen(QTreeWidgetItem *item);
    void dropped(QTreeWidgetItem *item, const QList<aiops::InstanceId> &ids, bool moved);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void mark(QTreeWidgetItem *item);
    int shownRows(const QTreeWidgetItem *below) const;
};

} // namespace aiops::myspace
