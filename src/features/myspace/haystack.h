#pragma once

#include <QByteArray>
#include <QStringList>

#include <array>
#include <string_view>

namespace aiops::myspace {

/// What a filter can look at. The order is the order in a Haystack: bare words look at those before Provider.
enum class FilterKey { Name, Ip, User, Tag, Region, Project, Role, Group, Provider, Env, Status };
inline constexpr size_t kFilterKeys = 11;

/// The text of one instance, prepared for searching: UTF-8, lower case, every value after a line break. A hundred
/// thousand of them are looked through in a few milliseconds.
class Haystack final
{
public:
    using Values = std::array<QStringList, kFilterKeys>;

    Haystack() = default;
    explicit Haystack(const Values &values);
    void setStatus(const QStringList &values); ///< the one that changes with the metrics

    std::string_view field(FilterKey key) const;
    std::string_view words() const { return view(0, size_t(FilterKey::Provider)); }
    static QByteArray prepared(const QString &text) { return text.toLower().toUtf8(); }

    friend bool operator==(const Haystack &, const Haystack &) = default;

private:
    std::string_view view(size_t from, size_t to) const;
    void append(size_t key, const QStringList &values);

    QByteArray m_text;
    std::array<quint32, kFilterKeys + 1> m_starts{};
};

} // namespace aiops::myspace
