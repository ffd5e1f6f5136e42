#include "cli/protocol/frames.h"

namespace aiops::cli::wire {

namespace {

constexpr std::string_view kMagic = "AIOPS";
constexpr std::size_t kMostWords = 100'000;

void appendText(std::string &to, std::string_view text)
{
    appendU32(to, std::uint32_t(text.size()));
    to += text;
}

/// Reads from the front; any step beyond the end makes it bad for good.
class Cursor final
{
public:
    explicit Cursor(std::string_view bytes) : m_left(bytes) {}

    std::uint32_t number()
    {
        const std::string_view bytes = take(4);
        return m_good ? u32At(bytes, 0) : 0;
    }
    std::string text() { return std::string(take(number())); }
    bool finished() const { return m_good && m_left.empty(); }
    bool good() const { return m_good; }

private:
    std::string_view take(std::size_t size)
    {
        m_good = m_good && size <= m_left.size();
        if (!m_good)
            return {};
        const std::string_view taken = m_left.substr(0, size);
        m_left.remove_prefix(size);
        return taken;
    }

    std::string_view m_left;
    bool m_good = true;
};

} // namespace

void appendU32(std::string &to, std::uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        to += char((value >> shift) & 0xff);
}

std::uint32_t u32At(std::string_view bytes, std::size_t at)
{
    if (bytes.size() < 4 || at > bytes.size() - 4)
        return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | std::uint8_t(bytes[at + i]);
    return value;
}

std::string frame(Type type, std::string_view payload)
{
    std::string bytes;
    bytes.reserve(kHeader + payload.size());
    appendU32(bytes, std::uint32_t(payload.size()));
    bytes += char(type);
    bytes += payload;
    return bytes;
}

std::string hello()
{
    std::string payload(kMagic);
    appendU32(payload, kVersion);
    return frame(Type::Hello, payload);
}

std::optional<std::uint32_t> helloVersion(std::string_view payload)
{
    if (payload.size() != kMagic.size() + 4 || !payload.starts_with(kMagic))
        return {};
    return u32At(payload, kMagic.size());
}

std::string encode(const RunRequest &request)
{
    std::string payload;
    appendU32(payload, std::uint32_t(request.inIsTerminal) | std::uint32_t(request.outIsTerminal) << 1
                           | std::uint32_t(request.color) << 2);
    appendU32(payload, request.columns);
    appendU32(payload, request.rows);
    appendText(payload, request.directory);
    appendText(payload, request.term);
    appendU32(payload, std::uint32_t(request.words.size()));
    for (const std::string &word : request.words)
        appendText(payload, word);
    return payload;
}

std::optional<RunRequest> decodeRun(std::string_view payload)
{
    Cursor cursor(payload);
    RunRequest request;
    const std::uint32_t flags = cursor.number();
    request.inIsTerminal = flags & 1;
    request.outIsTerminal = flags & 2;
    request.color = flags & 4;
    request.columns = cursor.number();
    request.rows = cursor.number();
    request.directory = cursor.text();
    request.term = cursor.text();
    const std::uint32_t count = cursor.number();
    for (std::uint32_t i = 0; i < count && cursor.good() && i < kMostWords; ++i)
        request.words.push_back(cursor.text());
    if (!cursor.finished() || flags > 7 || request.words.size() != count)
        return {};
    return request;
}

FrameReader::FrameReader(bool wipes) : m_wipes(wipes)
{
    if (wipes)
        m_buffer.reserve(3 * kLargestSecret); // growing would leave copies behind
}

void FrameReader::feed(std::string_view bytes)
{
    m_buffer.erase(0, m_at);
    m_at = 0;
    m_buffer += bytes;
}

FrameReader::Next FrameReader::next(Type &type, std::string_view &payload)
{
    if (m_wipes && m_at > 0 && m_at == m_buffer.size()) {
        wipe(m_buffer);
        m_at = 0;
    }
    const std::string_view left = std::string_view(m_buffer).substr(m_at);
    if (left.size() < kHeader)
        return Next::None;
    const std::size_t size = u32At(left, 0);
    if (size > kLargestPayload)
        return Next::Bad;
    if (left.size() - kHeader < size)
        return Next::None;
    type = Type(std::uint8_t(left[4]));
    payload = left.substr(kHeader, size);
    m_at += kHeader + size;
    return Next::Frame;
}

void wipe(std::string &bytes)
{
    volatile char *at = bytes.data();
    for (std::size_t i = 0; i < bytes.size(); ++i)
        at[i] = 0;
    bytes.clear();
}

} // namespace aiops::cli::wire
