#pragma once

#include <QStringList>

class QSettings;

namespace aiops::shell {

/// What was chosen in the palette of this home lately, newest first.
class RecentUse final
{
public:
    explicit RecentUse(QSettings &settings) : m_settings(settings) {}
    QStringList keys() const;
    void note(const QString &key);

private:
    QSettings &m_settings;
};

} // namespace aiops::shell
