#pragma once

#include <QHash>
#include <QSet>
#include <QWidget>

namespace aiops::widgets {
class Chip;
}

namespace aiops::myspace {

/// Beside the title: how many instances are in each state. A pressed one shows only those; several add up.
class CardChips final : public QWidget
{
    Q_OBJECT

public:
    explicit CardChips(QWidget *parent = nullptr);
    void setCounts(const QHash<QString, int> &byStatus); ///< a state that nobody is in has no chip, unless it is pressed
    QSet<QString> chosen() const;
    void clear(); ///< does not emit changed()

signals:
    void changed();

private:
    QList<std::pair<QString, widgets::Chip *>> m_chips;
};

} // namespace aiops::myspace
