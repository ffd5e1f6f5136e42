#pragma once

#include <QFrame>
#include <QString>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace aiops::widgets {

/// A few exclusive choices side by side; arrow keys move between them.
class SegmentedControl final : public QFrame
{
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget *parent = nullptr);

    /// An empty text shows the icon alone; `name` is what is read aloud then.
    void addSegment(const QString &id, const QString &text, const QString &icon = {}, const QString &name = {});
    void setCurrent(const QString &id); ///< does not emit chosen()
    QString current() const;
    void setIconsOnly(bool iconsOnly); ///< for narrow windows; segments without an icon keep their text

signals:
    void chosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_group;
    QHBoxLayout *m_row;
};

} // namespace aiops::widgets
