#pragma once

#include "features/myspace/spaceview.h"

#include <QWidget>

namespace aiops::myspace {

/// What narrows the list, one removable chip for each, with "Clear" and "Save view". Hidden when nothing does.
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
    void addChip(const QString &name, const QString &key, const QStringList &values, const SpaceView &without);

    SpaceView m_view;
};

QString seenWord(const QString &bucket);

} // namespace aiops::myspace
