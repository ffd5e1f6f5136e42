#pragma once

#include <string>
#include <vector>

namespace aiops::cli::client {

/// `--home`, else $AIOPS_HOME, else the platform's data folder; absolute. The same rule as core/home.
std::string chosenHome(const std::vector<std::string> &words);

/// A socket to the owner of a home folder, which is this user's, or -1 when none answers.
int connectOwner(const std::string &home);

/// Starts `aiops-owner` for one command, from beside this program or from ../libexec, and gives the socket to it.
/// -1 when the program is not there; it then is named in `missing`.
int spawnOwner(const std::string &home, std::string &missing);

/// Moves a descriptor out of the way of those that a person may name on the command line.
int movedAway(int fd);

} // namespace aiops::cli::client
