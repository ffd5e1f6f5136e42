#pragma once

#include <csignal>
#include <cstdint>
#include <string>
#include <termios.h>

namespace aiops::cli::client {

/// The terminal of this process: raw mode, prompts, size; always put back as it was found.
class Terminal final
{
public:
    Terminal() = default;
    ~Terminal();
    Terminal(const Terminal &) = delete;

    void setRaw(bool raw);
    /// Opens the prompt on /dev/tty; false when there is no terminal.
    bool openPrompt(const std::string &label, bool echo);
    int promptFd() const { return m_prompt; }
    void closePrompt();
    /// Puts everything back, for the time this process is stopped or for good; resume() takes it up again.
    void restore();
    void resume();

    static void size(std::uint32_t &columns, std::uint32_t &rows);

private:
    int m_prompt = -1;
    bool m_echo = true;
    bool m_raw = false;
    termios m_cooked{};
    termios m_promptCooked{};
};

/// Signals arrive as bytes at the reading end of a pipe.
int watchSignals();

} // namespace aiops::cli::client
