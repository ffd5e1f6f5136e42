#pragma once

#include "features/myspace/spaceview.h"

#include <QWidget>

#include <functional>

namespace aiops::myspace {

/// What was chosen in the menus, one removable chip for each, with "Clear" and "Save view". The text stands in its own
/// field. Hidden when nothing narrows the list.
class ActiveFilters final : public QWidget
{
    Q_OBJECT

public:
    explicit ActiveFilters(QWidget *parent = nullptr);
    void show(const SpaceView &view);

signals:
    void changed(const aiops::myspace::SpaceView &view);
    void cleared();
    void saveWanted();

private:
    void addChip(const QString &name, const QString &key, const QStringList &values, std::function<void(Choices &)> remove);

    SpaceView m_view;
};

QString seenWord(const QString &bucket);

} // namespace aiops::myspace
