#pragma once

#include <QWidget>

class QPainter;

namespace aiops::widgets {

/// 26 x 20, three lower-case letters: aws gcp az oci ssh pc.
void paintProviderMark(QPainter &painter, const QRectF &rect, const QString &provider);
/// PROD, STAGE or DEV in a frame, right-aligned in `rect`; "" paints nothing. Returns the width that it took.
qreal paintEnvTag(QPainter &painter, const QRectF &rect, const QString &environment);
qreal envTagWidth(const QString &environment);
/// The 8 px square of a project, outlined where its colour would not be seen (below 3:1).
void paintProjectSquare(QPainter &painter, const QRectF &rect, const QColor &color);
/// Contrast ratio of WCAG 2.x, 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);

class ProviderMark final : public QWidget
{
    Q_OBJECT

public:
    explicit ProviderMark(QWidget *parent = nullptr) : ProviderMark(QStringLiteral("ssh"), parent) {}
    explicit ProviderMark(const QString &provider, QWidget *parent = nullptr);
    void setProvider(const QString &provider);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_provider;
};

/// `environment` is "prod", "staging", "dev" or "".
class EnvTag final : public QWidget
{
    Q_OBJECT

public:
    explicit EnvTag(QWidget *parent = nullptr) : EnvTag(QString(), parent) {}
    explicit EnvTag(const QString &environment, QWidget *parent = nullptr);
    void setEnvironment(const QString &environment);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_environment;
};

class ProjectSquare final : public QWidget
{
    Q_OBJECT

public:
    explicit ProjectSquare(const QColor &color, QWidget *parent = nullptr);
    void setColor(const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor m_color;
};

} // namespace aiops::widgets
