#pragma once

#include "core/future.h"

#include <QFrame>

class QPushButton;
class QVBoxLayout;

namespace aiops::shell {
class Navigator;
class Registry;
}
namespace aiops::widgets {
class Label;
}

namespace aiops::thiscomputer {

/// Hosts that the person wrote down elsewhere already.
struct FoundHosts
{
    int hosts = 0;
    int jumpHosts = 0;
    QStringList names; ///< of hosts and jump hosts, as they may be shown
};
using FindHosts = std::function<Future<FoundHosts>()>;

/// The ways to get servers into the program. A door is there when some feature has registered its action, so that one
/// that comes later shows up by itself.
class DoorList final : public QFrame
{
    Q_OBJECT

public:
    DoorList(const shell::Registry &registry, shell::Navigator &navigator, QWidget *parent = nullptr);

    void setFound(const FoundHosts &found);
    int count() const { return m_count; }

private:
    struct Door;
    QWidget *addDoor(const Door &door, QVBoxLayout *column);
    void fillImport(QVBoxLayout *texts);

    shell::Navigator &m_navigator;
    int m_count = 0;
    QPushButton *m_import = nullptr;
    widgets::Label *m_importText = nullptr;
    QWidget *m_names = nullptr;
};

} // namespace aiops::thiscomputer
