#pragma once

#include <QStringList>
#include <QWidget>

namespace aiops::widgets {

/// The strip above a terminal: environment and host left, notes ("Recording 12:41") right. Production is never
/// without it.
class EnvBand final : public QWidget
{
    Q_OBJECT

public:
    explicit EnvBand(QWidget *parent = nullptr);

    void setHost(const QString &environment, const QString &host); ///< environment "prod", "staging", "dev" or ""
    void setNotes(const QStringList &notes);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    QString m_environment;
    QString m_host;
    QStringList m_notes;
};

} // namespace aiops::widgets
