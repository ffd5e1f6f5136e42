#pragma once

#include "cli/client/terminal.h"
#include "cli/protocol/frames.h"

#include <string>

#include <poll.h>

namespace aiops::cli::client {

/// One command at the other end of a socket: passes streams, signals, prompts and the terminal's size.
class Session final
{
public:
    enum class End {
        Exited,    ///< code() is the command's
        NotBegun,  ///< the owner went away before Welcome: nothing happened, try again
        Elsewhere, ///< another process is the owner
        Refused,   ///< text() says why
        Lost,      ///< the owner went away in the middle
    };

    Session(int socket, int signals); ///< takes over the socket
    ~Session();

    End run(const wire::RunRequest &request);
    int code() const { return m_code; }
    const std::string &text() const { return m_text; }

private:
    struct Stream
    {
        int fd;
        std::string data = {};
        std::size_t at = 0;
        std::size_t left() const { return data.size() - at; }
    };

    bool finished() const;
    void wait();
    void takeSignals();
    void takeSignal(int number);
    void interrupt(int code);
    void stop();
    void readSocket();
    void takeFrame(wire::Type type, std::string_view payload);
    void readInput();
    void readPrompt();
    void openPrompt(std::string_view payload);
    void readSecret(std::string_view payload);
    void reply(wire::Answer answer, std::string bytes = {});
    void send(std::string_view bytes);
    void flush(Stream &stream);
    void flushSocket();
    void end(End how);

    int m_signals;
    Terminal m_terminal;
    wire::FrameReader m_reader;
    Stream m_socket;
    Stream m_out{1};
    Stream m_err{2};
    std::string m_line; ///< of the open prompt
    std::string m_text;
    std::size_t m_credit = 0;
    bool m_inputEnded = false;
    bool m_welcome = false;
    bool m_ended = false;
    bool m_interrupted = false;
    int m_code = 1;
    End m_end = End::Lost;
};

} // namespace aiops::cli::client
