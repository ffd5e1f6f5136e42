#pragma once

#include "net/httpmessage.h"

namespace aiops::net {

struct HttpLimits
{
    qsizetype header = 16 * 1024; ///< bytes, status line and trailers included
    qsizetype body = 8 * 1024 * 1024;
};

/// Reads one HTTP/1.1 response as its bytes arrive (RFC 9112). Whatever could be read in two ways is refused: two
/// lengths, length and chunks together, folded lines, lone line feeds. After an error only reset() helps.
/// Errors: Protocol (the detail names the fault), TooLarge, Closed (ended early).
class HttpResponseParser final
{
public:
    explicit HttpResponseParser(HttpLimits limits = {}) : m_limits(limits) {}

    Status feed(QByteArrayView data);
    /// The connection ended: completes a response without a length, else an error.
    Status end();
    bool isComplete() const { return m_state == State::Done; }
    /// Nothing arrived since reset().
    bool isIdle() const { return m_state == State::Head && m_buffer.isEmpty(); }
    HttpResponse takeResponse() { return std::move(m_response); }
    void reset();

private:
    enum class State { Head, Body, UntilClose, ChunkSize, ChunkData, ChunkEnd, Trailer, Done, Bad };

    Result<bool> step();
    Result<bool> readHead();
    Result<bool> readBody();
    Result<bool> readChunkSize();
    Result<bool> readChunkEnd();
    Result<bool> readTrailer();
    Status parseHead(QByteArrayView head);
    Status parseStatus(QByteArrayView line);
    Status parseField(QByteArrayView line);
    Status chooseFraming();
    std::unexpected<Error> bad(const char *fault, Errc code = Errc::Protocol);

    HttpLimits m_limits;
    State m_state = State::Head;
    QByteArray m_buffer;
    qsizetype m_used = 0;   ///< bytes of the buffer that were dealt with
    qsizetype m_left = 0;   ///< of the body or chunk
    qsizetype m_trailer = 0;
    HttpResponse m_response;
    bool m_http10 = false;
};

} // namespace aiops::net
