#include "cli/client/owner.h"
#include "cli/client/session.h"

#include <chrono>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <unistd.h>

using namespace aiops::cli;
using client::Session;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto kPatience = std::chrono::seconds(2);      // for an owner that starts or ends at this moment
constexpr auto kBetweenSpawns = std::chrono::milliseconds(200);

bool wantsJson(const std::vector<std::string> &words)
{
    for (const std::string &word : words) {
        if (word == "--" || word == "--json")
            return word == "--json";
    }
    return false;
}

std::string jsonString(const std::string &text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        char escaped[8];
        std::snprintf(escaped, sizeof escaped, "\\u%04x", unsigned(static_cast<unsigned char>(c)));
        const bool plain = static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
        quoted += plain ? std::string(1, c) : std::string(escaped);
    }
    return quoted + '"';
}

int fail(const std::vector<std::string> &words, const char *code, const std::string &text, const std::string &hint)
{
    std::string message = "aiops: " + text + '\n' + (hint.empty() ? hint : hint + '\n');
    if (wantsJson(words))
        message = "{\"error\":{\"code\":\"" + std::string(code) + "\",\"message\":" + jsonString(text)
                  + ",\"hint\":" + jsonString(hint) + "}}\n";
    std::fputs(message.c_str(), stderr);
    return 1;
}

wire::RunRequest requestFor(const std::vector<std::string> &words)
{
    wire::RunRequest request;
    request.inIsTerminal = ::isatty(0);
    request.outIsTerminal = ::isatty(1);
    const char *noColor = std::getenv("NO_COLOR");
    request.color = !noColor || !*noColor;
    client::Terminal::size(request.columns, request.rows);
    char directory[PATH_MAX];
    request.directory = ::getcwd(directory, sizeof directory) ? directory : "/";
    const char *term = std::getenv("TERM");
    request.term = term ? term : "";
    request.words = words;
    return request;
}

void pause()
{
    const timespec span{0, 10'000'000};
    ::nanosleep(&span, nullptr);
}

/// Finds or starts the owner and lets it run the command. Trying again is safe as long as no Welcome arrived.
int run(const std::vector<std::string> &words, const wire::RunRequest &request, int signals)
{
    const std::string home = client::chosenHome(words);
    const auto deadline = Clock::now() + kPatience;
    auto nextSpawn = Clock::now();
    while (Clock::now() < deadline) {
        int socket = client::connectOwner(home);
        const bool spawned = socket < 0 && Clock::now() >= nextSpawn;
        if (socket < 0 && !spawned) {
            pause();
            continue;
        }
        std::string missing;
        if (spawned)
            socket = client::spawnOwner(home, missing);
        if (socket < 0)
            return fail(words, "failed", "The program " + missing + " cannot be started.", "Install AIOps Command Center again.");
        Session session(socket, signals);
        switch (session.run(request)) {
        case Session::End::Exited:
            return session.code();
        case Session::End::Refused:
            return fail(words, "protocol", session.text(), {});
        case Session::End::Lost:
            return fail(words, "closed", "The process that ran the command ended unexpectedly.", "The logs folder of the home folder may say why.");
        case Session::End::NotBegun:
            if (spawned)
                return fail(words, "failed", "The process that should run the command ended at once.", "The logs folder of the home folder may say why.");
            break;
        case Session::End::Elsewhere:
            nextSpawn = Clock::now() + kBetweenSpawns;
            break;
        }
        pause();
    }
    return fail(words, "busy", "Another process uses the home folder " + home + ", but it does not answer.",
                "Close the other window or stop the daemon, or use another folder with --home.");
}

} // namespace

int main(int argc, char **argv)
{
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const int signals = client::watchSignals();
    const wire::RunRequest request = requestFor(words);
    if (wire::encode(request).size() > wire::kLargestPayload) {
        fail(words, "too_large", "The command line is too long.", {});
        return 2;
    }
    return run(words, request, signals);
}
