#pragma once

#include <QPushButton>

namespace aiops::myspace {

/// A small button that opens something: "Group: Project", the value in the accent colour, and a chevron.
class MenuButton final : public QPushButton
{
    Q_OBJECT

public:
    explicit MenuButton(const QString &label, QWidget *parent = nullptr);
    void setValue(const QString &value);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_label;
    QString m_value;
};

} // namespace aiops::myspace
