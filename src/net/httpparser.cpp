#include "net/httpparser.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace aiops::net {

namespace {

constexpr qsizetype kChunkLineLimit = 1024;

std::optional<qsizetype> parseSize(QByteArrayView digits, int base)
{
    // QByteArrayView::toLongLong takes signs and spaces, which other readers of the same bytes refuse.
    if (digits.isEmpty() || digits.size() > 15 || !std::ranges::all_of(digits, [base](char c) {
            return (c >= '0' && c <= '9') || (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
        }))
        return {};
    return digits.toLongLong(nullptr, base);
}

bool isFieldText(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return (u < 0x20 && u != '\t') || u == 0x7f;
    });
}

} // namespace

std::unexpected<Error> HttpResponseParser::bad(const char *fault, Errc code)
{
    m_state = State::Bad;
    const QString text = code == Errc::TooLarge
        ? QCoreApplication::translate("aiops::net", "The answer is larger than this program accepts.")
        : code == Errc::Closed ? QCoreApplication::translate("aiops::net", "The connection ended in the middle of an answer.")
                               : QCoreApplication::translate("aiops::net", "The answer is not valid HTTP.");
    return std::unexpected(Error{code, text, u"http: "_s + QLatin1StringView(fault)});
}

void HttpResponseParser::reset()
{
    m_state = State::Head;
    m_buffer.clear();
    m_used = m_left = m_trailer = 0;
    m_response = {};
    m_http10 = false;
}

Status HttpResponseParser::feed(QByteArrayView data)
{
    if (m_state == State::Bad)
        return bad("used_after_error");
    m_buffer.append(data);
    while (m_state != State::Done) {
        const Result<bool> moved = step();
        if (!moved)
            return std::unexpected(moved.error());
        if (!*moved)
            break;
    }
    m_buffer.remove(0, std::exchange(m_used, 0));
    if (m_state == State::Done && !m_buffer.isEmpty())
        return bad("bytes_after_response");
    return {};
}

Status HttpResponseParser::end()
{
    if (m_state == State::UntilClose)
        m_state = State::Done;
    if (m_state == State::Done)
        return {};
    return bad("truncated", Errc::Closed);
}

Result<bool> HttpResponseParser::step()
{
    switch (m_state) {
    case State::Head: return readHead();
    case State::Body:
    case State::UntilClose:
    case State::ChunkData: return readBody();
    case State::ChunkSize: return readChunkSize();
    case State::ChunkEnd: return readChunkEnd();
    case State::Trailer: return readTrailer();
    case State::Done:
    case State::Bad: break;
    }
    return false;
}

Result<bool> HttpResponseParser::readHead()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_used);
    const qsizetype end = rest.indexOf("\r\n\r\n");
    if ((end < 0 ? rest.size() - 3 : end) > m_limits.header) // three bytes of its end may be there
        return bad("header_too_large", Errc::TooLarge);
    if (end < 0) {
        if (!QByteArrayView("HTTP/1.").startsWith(rest.first(std::min<qsizetype>(rest.size(), 7))))
            return bad("not_http");
        return false;
    }
    if (Status parsed = parseHead(rest.first(end)); !parsed)
        return std::unexpected(parsed.error());
    m_used += end + 4;
    if (m_response.status >= 100 && m_response.status < 200) {
        m_response = {};
        return true;
    }
    if (Status framed = chooseFraming(); !framed)
        return std::unexpected(framed.error());
    return true;
}

Status HttpResponseParser::parseHead(QByteArrayView head)
{
    bool first = true;
    while (!head.isEmpty()) {
        const qsizetype end = head.indexOf("\r\n");
        const QByteArrayView line = end < 0 ? head : head.first(end);
        head = end < 0 ? QByteArrayView() : head.sliced(end + 2);
        if (Status parsed = first ? parseStatus(line) : parseField(line); !parsed)
            return parsed;
        first = false;
    }
    return first ? Status(bad("not_http")) : Status();
}

Status HttpResponseParser::parseStatus(QByteArrayView line)
{
    const bool known = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
    if (!known || line.size() < 12 || (line.size() > 12 && line[12] != ' ') || !isFieldText(line))
        return bad("status_line");
    const auto status = parseSize(line.sliced(9, 3), 10);
    if (!status || *status < 100 || *status == 101)
        return bad("status_code");
    m_response.status = int(*status);
    m_http10 = line[7] == '0';
    return {};
}

Status HttpResponseParser::parseField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (line.startsWith(' ') || line.startsWith('\t'))
        return bad("folded_header");
    if (colon < 0 || !isToken(line.first(colon)) || !isFieldText(line))
        return bad("header_field");
    m_response.headers.append({line.first(colon).toByteArray().toLower(), line.sliced(colon + 1).trimmed().toByteArray()});
    return {};
}

Status HttpResponseParser::chooseFraming()
{
    QByteArrayList lengths, encodings;
    bool close = m_http10;
    for (const auto &[name, value] : std::as_const(m_response.headers)) {
        if (name == "content-length")
            lengths.append(value);
        else if (name == "transfer-encoding")
            encodings.append(value.toLower());
        else if (name == "connection")
            close = value.toLower() == "close" || (close && value.toLower() != "keep-alive");
    }
    m_response.keepAlive = !close;
    if (!encodings.isEmpty()) {
        if (!lengths.isEmpty())
            return bad("length_and_chunks");
        if (encodings != QByteArrayList{"chunked"} || m_http10)
            return bad("transfer_encoding");
    }
    if (lengths.size() > 1)
        return bad("two_lengths");
    if (m_response.status == 204 || m_response.status == 304) {
        m_state = State::Done;
        return {};
    }
    if (!encodings.isEmpty()) {
        m_state = State::ChunkSize;
        return {};
    }
    if (lengths.isEmpty()) {
        m_state = State::UntilClose;
        m_response.keepAlive = false;
        return {};
    }
    const auto length = parseSize(lengths.constFirst(), 10);
    if (!length)
        return bad("content_length");
    if (*length > m_limits.body)
        return bad("body_too_large", Errc::TooLarge);
    m_left = *length;
    m_state = m_left == 0 ? State::Done : State::Body;
    return {};
}

Result<bool> HttpResponseParser::readBody()
{
    const qsizetype available = m_buffer.size() - m_used;
    const qsizetype taken = m_state == State::UntilClose ? available : std::min(available, m_left);
    if (m_response.body.size() + taken > m_limits.body)
        return bad("body_too_large", Errc::TooLarge);
    m_response.body.append(QByteArrayView(m_buffer).sliced(m_used, taken));
    m_used += taken;
    if (m_state == State::UntilClose)
        return false;
    m_left -= taken;
    if (m_left > 0)
        return false;
    m_state = m_state == State::Body ? State::Done : State::ChunkEnd;
    return true;
}

Result<bool> HttpResponseParser::readChunkSize()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_used);
    const qsizetype end = rest.indexOf("\r\n");
    if ((end < 0 ? rest.size() - 1 : end) > kChunkLineLimit)
        return bad("chunk_line_too_long");
    if (end < 0)
        return false;
    const QByteArrayView line = rest.first(end);
    const qsizetype extension = line.indexOf(';');
    const auto size = parseSize(extension < 0 ? line : line.first(extension), 16);
    if (!size || !isFieldText(line))
        return bad("chunk_size");
    if (*size > m_limits.body - m_response.body.size())
        return bad("body_too_large", Errc::TooLarge);
    m_used += end + 2;
    m_left = *size;
    m_state = m_left == 0 ? State::Trailer : State::ChunkData;
    return true;
}

Result<bool> HttpResponseParser::readChunkEnd()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_used);
    if (rest.size() < 2)
        return rest.isEmpty() || rest[0] == '\r' ? Result<bool>(false) : Result<bool>(bad("chunk_end"));
    if (!rest.startsWith("\r\n"))
        return bad("chunk_end");
    m_used += 2;
    m_state = State::ChunkSize;
    return true;
}

Result<bool> HttpResponseParser::readTrailer()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_used);
    const qsizetype end = rest.indexOf("\r\n");
    if (m_trailer + (end < 0 ? rest.size() - 1 : end) > m_limits.header)
        return bad("trailer_too_large", Errc::TooLarge);
    if (end < 0)
        return false;
    const QByteArrayView line = rest.first(end); // what is behind it may not have come yet
    if (end > 0 && (!isToken(line.first(std::max<qsizetype>(line.indexOf(':'), 0))) || !isFieldText(line)))
        return bad("trailer_field");
    m_used += end + 2;
    m_trailer += end + 2;
    if (end == 0)
        m_state = State::Done;
    return true;
}

} // namespace aiops::net
