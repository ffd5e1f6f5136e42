#pragma once

#include "shell/registry.h"

#include <QAbstractButton>
#include <QFrame>

class QButtonGroup;
class QVBoxLayout;

namespace aiops::shell {

/// An area of the rail: icon, label, badge.
class RailButton final : public QAbstractButton
{
    Q_OBJECT

public:
    RailButton(const QString &title, const QString &icon, QWidget *parent);
    void setCompact(bool compact);
    void setCount(int count);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintBadge(QPainter &painter) const;

    QString m_icon;
    int m_count = 0;
    bool m_compact = false;
};

/// The areas of the program at the left edge, settings at its foot. Arrow keys move between them.
class Rail final : public QFrame
{
    Q_OBJECT

public:
    explicit Rail(const QList<PageSpec> &pages, QWidget *parent = nullptr);

    /// In the order of the rail: what Ctrl+1 … Ctrl+9 open.
    const QList<PageSpec> &areas() const { return m_areas; }
    void setCurrent(const QString &pageId);
    void refreshCounts();
    /// Tool tips with the keys of the commands that open the areas.
    void showKeys(const std::function<QString(const QString &pageId)> &keysOf);
    QWidget *currentButton() const;

signals:
    void chosen(const QString &pageId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    RailButton *addButton(const QString &id, const QString &title, const QString &icon);

    QList<PageSpec> m_areas;
    QVBoxLayout *m_column;
    QButtonGroup *m_group;
};

} // namespace aiops::shell
