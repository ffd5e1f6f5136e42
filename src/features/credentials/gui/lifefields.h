#pragma once

#include <QDateTime>
#include <QWidget>

class QSpinBox;

namespace aiops::widgets {
class Field;
}

namespace aiops::credentials {

/// How long a credential lives: days until its value is to be changed, and the day on which it ends.
class LifeFields final : public QWidget
{
    Q_OBJECT

public:
    explicit LifeFields(QWidget *parent = nullptr);
    void setValues(int rotationDays, const QDateTime &expiresAt);
    int rotationDays() const;
    QDateTime expiresAt() const; ///< invalid: never
    bool check();

private:
    QSpinBox *m_days;
    widgets::Field *m_expires;
};

} // namespace aiops::credentials
