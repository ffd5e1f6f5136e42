#pragma once

#include <QSettings>
#include <QString>
#include <QVariant>

#include <utility>

namespace aiops {

/// One typed setting, declared where it is used: `const Setting<int> fontSize{u"terminal/fontSize"_s, 13};`
/// Settings are for this computer only; what a team shares is in the database.
template <typename T>
class Setting final
{
public:
    Setting(QString key, T fallback) : m_key(std::move(key)), m_fallback(std::move(fallback)) {}

    const QString &key() const { return m_key; }
    T read(const QSettings &settings) const
    {
        const QVariant value = settings.value(m_key);
        return value.canConvert<T>() && value.isValid() ? value.template value<T>() : m_fallback;
    }
    void write(QSettings &settings, const T &value) const { settings.setValue(m_key, QVariant::fromValue(value)); }

private:
    QString m_key;
    T m_fallback;
};

} // namespace aiops
