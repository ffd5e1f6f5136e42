#include "cli/client/terminal.h"

#include "cli/client/owner.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace aiops::cli::client {

namespace {

int g_signalPipe = -1;

void noteSignal(int number)
{
    const int saved = errno;
    const char byte = char(number);
    [[maybe_unused]] const ssize_t written = ::write(g_signalPipe, &byte, 1);
    errno = saved;
}

void writeAll(int fd, const std::string &text)
{
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t written = ::write(fd, text.data() + at, text.size() - at);
        if (written < 0 && errno != EINTR)
            return;
        at += written > 0 ? std::size_t(written) : 0;
    }
}

} // namespace

Terminal::~Terminal()
{
    closePrompt();
    restore();
}

void Terminal::setRaw(bool raw)
{
    if (raw == m_raw)
        return;
    if (!raw) {
        restore();
        m_raw = false;
    } else if (::tcgetattr(0, &m_cooked) == 0) {
        m_raw = true;
        resume();
    }
}

bool Terminal::openPrompt(const std::string &label, bool echo)
{
    m_prompt = movedAway(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (m_prompt < 0 || ::tcgetattr(m_prompt, &m_promptCooked) != 0) {
        if (m_prompt >= 0)
            ::close(m_prompt);
        m_prompt = -1;
        return false;
    }
    m_echo = echo;
    resume();
    writeAll(m_prompt, label + ": ");
    return true;
}

void Terminal::closePrompt()
{
    if (m_prompt < 0)
        return;
    ::tcsetattr(m_prompt, TCSANOW, &m_promptCooked);
    if (!m_echo)
        writeAll(m_prompt, "\n");
    ::close(m_prompt);
    m_prompt = -1;
}

void Terminal::restore()
{
    if (m_prompt >= 0)
        ::tcsetattr(m_prompt, TCSANOW, &m_promptCooked);
    if (m_raw)
        ::tcsetattr(0, TCSANOW, &m_cooked);
}

void Terminal::resume()
{
    if (m_raw) {
        termios raw = m_cooked;
        ::cfmakeraw(&raw);
        ::tcsetattr(0, TCSANOW, &raw);
    }
    if (m_prompt >= 0) {
        termios asking = m_promptCooked;
        asking.c_lflag |= ICANON | ISIG;
        asking.c_iflag |= ICRNL;
        if (!m_echo)
            asking.c_lflag &= ~tcflag_t(ECHO | ECHONL);
        ::tcsetattr(m_prompt, TCSAFLUSH, &asking);
    }
}

void Terminal::size(std::uint32_t &columns, std::uint32_t &rows)
{
    winsize window{};
    for (const int fd : {1, 0, 2}) {
        if (::ioctl(fd, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 && window.ws_row > 0) {
            columns = window.ws_col;
            rows = window.ws_row;
            return;
        }
    }
}

int watchSignals()
{
    int ends[2];
    if (::pipe(ends) != 0)
        return -1;
    const int reading = movedAway(ends[0]);
    g_signalPipe = movedAway(ends[1]);
    ::fcntl(reading, F_SETFL, O_NONBLOCK);
    ::fcntl(g_signalPipe, F_SETFL, O_NONBLOCK);
    struct sigaction action{};
    action.sa_handler = noteSignal;
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT})
        ::sigaction(number, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return reading;
}

} // namespace aiops::cli::client
