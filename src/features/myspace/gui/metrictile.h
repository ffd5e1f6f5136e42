#pragma once

#include <QFrame>
#include <QList>

namespace aiops::widgets {
class Label;
}

namespace aiops::myspace {

/// A number of a project page: title, value, over how many, how it changed, and the last minutes as a line.
class MetricTile final : public QFrame
{
    Q_OBJECT

public:
    MetricTile(const QString &name, const QString &title, QWidget *parent = nullptr);

    void show(const QString &value, const QString &below, const QString &change = {}, const QList<float> &samples = {});

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_titleText;
    widgets::Label *m_title;
    widgets::Label *m_change;
    widgets::Label *m_value;
    widgets::Label *m_below;
    QList<float> m_samples; ///< 0 to 100
};

} // namespace aiops::myspace
