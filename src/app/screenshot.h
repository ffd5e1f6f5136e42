#pragma once

class QString;
class QWidget;

namespace aiops::app {

/// Writes a picture of the window to `file` once it has painted and its first data has arrived, then ends the program:
/// exit code 0, or 1 when the file cannot be written.
void takeScreenshot(QWidget &window, const QString &file);

} // namespace aiops::app
