#include "ssh/messages.h"

#include <QtEndian>

#include <type_traits>

namespace aiops::ssh::messages {
namespace {

template <typename T>
constexpr bool isNumber = std::is_integral_v<T> || std::is_enum_v<T>;

class Sizer final
{
public:
    template <typename... T>
    void operator()(T &...values)
    {
        (add(values), ...);
    }
    qsizetype total = 0;

private:
    template <typename T>
        requires isNumber<T>
    void add(T &)
    {
        total += sizeof(T);
    }
    void add(QByteArray &bytes) { total += 4 + bytes.size(); }
    void add(Secret &secret) { total += 4 + secret.size(); }
    template <typename List>
        requires requires(List &list) { list.begin(); }
    void add(List &list)
    {
        total += 4;
        for (auto &item : list)
            add(item);
    }
    void add(PromptText &prompt) { prompt.fields(*this); }
};

class Writer final
{
public:
    explicit Writer(char *at) : m_at(at) {}
    template <typename... T>
    void operator()(T &...values)
    {
        (add(values), ...);
    }

private:
    template <typename T>
        requires isNumber<T>
    void add(T &value)
    {
        if constexpr (std::is_same_v<T, bool>)
            *m_at = value ? 1 : 0;
        else if constexpr (std::is_enum_v<T>)
            *m_at = char(value);
        else
            qToBigEndian(value, m_at);
        m_at += sizeof(T);
    }
    void raw(const char *data, qsizetype size)
    {
        quint32 length = quint32(size);
        add(length);
        if (size > 0)
            std::memcpy(m_at, data, size_t(size));
        m_at += size;
    }
    void add(QByteArray &bytes) { raw(bytes.constData(), bytes.size()); }
    void add(Secret &secret) { raw(secret.data(), secret.size()); }
    template <typename List>
        requires requires(List &list) { list.begin(); }
    void add(List &list)
    {
        quint32 count = quint32(list.size());
        add(count);
        for (auto &item : list)
            add(item);
    }
    void add(PromptText &prompt) { prompt.fields(*this); }

    char *m_at;
};

template <typename T>
constexpr quint8 kLast = 0;
template <>
constexpr quint8 kLast<EndStage> = quint8(EndStage::Ready);
template <>
constexpr quint8 kLast<Reason> = quint8(Reason::Flood);
template <>
constexpr quint8 kLast<Outcome> = quint8(Outcome::PasswordExpired);
template <>
constexpr quint8 kLast<ChannelKind> = quint8(ChannelKind::DialSocket);

class Reader final
{
public:
    explicit Reader(QByteArrayView rest) : m_rest(rest) {}
    template <typename... T>
    void operator()(T &...values)
    {
        (take(values), ...);
    }
    bool complete() const { return m_good && m_rest.isEmpty(); }

private:
    bool has(quint64 size)
    {
        m_good = m_good && quint64(m_rest.size()) >= size;
        return m_good;
    }
    template <typename T>
        requires isNumber<T>
    void take(T &value)
    {
        if (!has(sizeof(T)))
            return;
        if constexpr (std::is_same_v<T, bool>) {
            m_good = quint8(m_rest[0]) <= 1;
            value = m_rest[0] == 1;
        } else if constexpr (std::is_enum_v<T>) {
            m_good = quint8(m_rest[0]) <= kLast<T>;
            value = m_good ? T(m_rest[0]) : T{};
        } else {
            value = qFromBigEndian<T>(m_rest.data());
        }
        m_rest = m_rest.sliced(sizeof(T));
    }
    QByteArrayView bytes()
    {
        quint32 size = 0;
        take(size);
        if (!has(size))
            return {};
        const QByteArrayView found = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return found;
    }
    void take(QByteArray &value) { value = bytes().toByteArray(); }
    void take(Secret &value) { value = Secret::copyOf(bytes()); }
    void take(PromptText &prompt) { prompt.fields(*this); }
    template <typename List>
        requires requires(List &list) { list.begin(); }
    void take(List &list)
    {
        quint32 count = 0;
        take(count);
        for (quint32 i = 0; i < count && m_good && has(4); ++i) { // every item has at least a length
            typename List::value_type item{};
            take(item);
            list.push_back(std::move(item));
        }
    }

    QByteArrayView m_rest;
    bool m_good = true;
};

template <typename Variant>
QByteArray encodeAny(Variant &message)
{
    Sizer sizer;
    std::visit([&](auto &m) { m.fields(sizer); }, message);
    QByteArray frame(5 + sizer.total, Qt::Uninitialized);
    qToBigEndian(quint32(1 + sizer.total), frame.data());
    frame[4] = char(message.index());
    Writer writer(frame.data() + 5);
    std::visit([&](auto &m) { m.fields(writer); }, message);
    return frame;
}

template <typename Variant, size_t Index = 0>
std::optional<Variant> decodeKind(quint8 kind, QByteArrayView body)
{
    if constexpr (Index < std::variant_size_v<Variant>) {
        if (kind != Index)
            return decodeKind<Variant, Index + 1>(kind, body);
        std::variant_alternative_t<Index, Variant> message;
        Reader reader(body);
        message.fields(reader);
        return reader.complete() ? std::optional<Variant>(std::move(message)) : std::nullopt;
    }
    return std::nullopt;
}

template <typename Variant>
std::optional<Variant> decodeAny(QByteArrayView frame)
{
    if (frame.size() < 5 || frame.size() > kMaxFrame || qFromBigEndian<quint32>(frame.data()) != quint64(frame.size() - 4))
        return std::nullopt;
    return decodeKind<Variant>(quint8(frame[4]), frame.sliced(5));
}

} // namespace

QByteArray encode(ToEngine message)
{
    return encodeAny(message);
}

QByteArray encode(ToClient message)
{
    return encodeAny(message);
}

std::optional<ToEngine> decodeToEngine(QByteArrayView frame)
{
    return decodeAny<ToEngine>(frame);
}

std::optional<ToClient> decodeToClient(QByteArrayView frame)
{
    return decodeAny<ToClient>(frame);
}

} // namespace aiops::ssh::messages
