#pragma once

class QWidget;

namespace aiops::shell {
class Registry;
}

namespace aiops::myspace {

class Actions;

/// The two drop-downs of the header: organization, and project.
void addScopes(shell::Registry &registry, Actions &actions);

} // namespace aiops::myspace
