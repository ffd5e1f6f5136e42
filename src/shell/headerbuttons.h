#pragma once

#include <QAbstractButton>
#include <QColor>

namespace aiops::shell {

/// Organization or project: an optional colour square, a name, an arrow.
class ScopeButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ScopeButton(QWidget *parent = nullptr);
    void setScope(const QString &text, const QString &color);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QColor m_color;
};

/// Looks like a field, opens the palette.
class SearchButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit SearchButton(QWidget *parent = nullptr);
    void setKeys(const QString &keys); ///< as shown: "Ctrl+K"
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

} // namespace aiops::shell
