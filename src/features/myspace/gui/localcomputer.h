#pragma once

#include <QObject>

#include <memory>

class QWidget;

namespace aiops::myspace {

/// The computer that the program runs on, as My Space shows it beside the instances. The composition gives it; without one
/// a new home shows an empty state. Main thread.
class LocalComputer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What stands in the place of the cards while there is no instance.
    virtual QWidget *createFirstRun(QWidget *parent) = 0;
    virtual QWidget *createPage(QWidget *parent) = 0;
    /// "14% CPU"; empty while nobody knows.
    virtual QString load() const = 0;
    /// load() is kept up to date while the handle lives.
    virtual std::shared_ptr<void> watch() = 0;

signals:
    void loadChanged();
};

/// The object of the page "myspace" that opens it: Navigator::open("myspace", kThisComputer).
inline constexpr QLatin1StringView kThisComputer{"this-computer"};

} // namespace aiops::myspace
