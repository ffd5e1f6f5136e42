#pragma once

class QWidget;

namespace aiops::credentials {

/// A dialog of fixed width grows and shrinks with what appears in it: a second line of an error, another field.
void fitHeight(QWidget *dialog);

} // namespace aiops::credentials
