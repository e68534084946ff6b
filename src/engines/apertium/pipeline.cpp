#include "engines/apertium/pipeline.hpp"

#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <random>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace glossd::engines::apertium {

namespace {

using model::ErrorKind;
using model::fail;

constexpr std::string_view sentence_end = ".[]";
constexpr model::Duration culprit_grace{500};

// No pair makes a text so much longer; a program that has lost its way might.
std::size_t longest_answer(std::size_t sent) {
    return sent * 16 + 64 * 1024;
}

std::string random_superblank() {
    std::random_device random;  // 32 bits a call
    return fmt::format("[{:08x}{:08x}{:08x}]", random(), random(), random());
}

}  // namespace

Frame Frame::make() {
    return {random_superblank(), random_superblank()};
}

std::string Frame::around(std::string_view text) const {
    std::string bytes = opening;
    bytes += text;
    bytes += closing;
    bytes += sentence_end;
    bytes += '\0';
    return bytes;
}

model::Result<std::string> Frame::strip(std::string_view answer) const {
    const auto lost = [] {
        return fail(ErrorKind::protocol, "an Apertium pipeline lost step with its texts");
    };
    const std::string tail = closing + std::string(sentence_end);
    if (!answer.starts_with(opening) || !answer.ends_with(tail)) return lost();
    answer.remove_prefix(opening.size());
    if (answer.size() < tail.size()) return lost();
    answer.remove_suffix(tail.size());
    const bool again = answer.find(opening) != std::string_view::npos ||
                       answer.find(closing) != std::string_view::npos;
    if (again || !text::is_valid_utf8(answer)) return lost();
    return std::string(answer);
}

model::Result<Pipeline> Pipeline::start(const std::vector<Stage>& stages) {
    auto processes = ProcessRow::start(stages);
    if (!processes) return tl::make_unexpected(processes.error());
    return Pipeline(std::move(*processes));
}

model::Result<std::string> Pipeline::translate(std::string_view text, model::Instant deadline,
                                               const std::function<bool()>& cancelled) {
    const auto frame = Frame::make();
    // Whatever made the text: a NUL, U+FFFF or a broken sequence in it would cost the next one.
    auto answer = exchange(frame.around(text::clean_utf8(text)), deadline, cancelled);
    processes_.drain_errors();
    if (!answer) return answer;
    return frame.strip(*answer);
}

// Reads while it writes: with a large text both sides' buffers are full otherwise.
model::Result<std::string> Pipeline::exchange(std::string_view bytes, model::Instant deadline,
                                              const std::function<bool()>& cancelled) {
    const auto limit = longest_answer(bytes.size());
    std::string answer;
    while (answer.empty() || answer.back() != '\0') {
        if (auto ready = wait(!bytes.empty(), deadline, cancelled); !ready) {
            return tl::make_unexpected(ready.error());
        }
        if (auto sent = send_some(bytes); !sent) return tl::make_unexpected(sent.error());
        if (auto received = receive_some(answer); !received) {
            return tl::make_unexpected(received.error());
        }
        if (answer.size() > limit) {
            return fail(ErrorKind::protocol, "an Apertium pipeline answers without end");
        }
    }
    answer.pop_back();
    if (!bytes.empty() || answer.find('\0') != std::string::npos) {
        return fail(ErrorKind::protocol, "an Apertium pipeline answered before it was asked");
    }
    return answer;
}

model::Result<void> Pipeline::wait(bool writing, model::Instant deadline,
                                   const std::function<bool()>& cancelled) const {
    std::array<pollfd, 2> ends{pollfd{processes_.output(), POLLIN, 0},
                               pollfd{processes_.input(), POLLOUT, 0}};
    const nfds_t count = writing ? 2 : 1;
    while (true) {
        if (cancelled()) return fail(ErrorKind::cancelled, "translation by Apertium was cancelled");
        const auto left =
            std::chrono::ceil<model::Duration>(deadline - std::chrono::steady_clock::now());
        if (left <= model::Duration::zero()) {
            return fail(ErrorKind::timeout, "Apertium did not answer in time");
        }
        const auto interval = std::min(left, cancel_interval);
        const int ready = poll(ends.data(), count, static_cast<int>(interval.count()));
        if (ready > 0) return {};
        if (ready < 0 && errno != EINTR) return fail(ErrorKind::io, "Apertium: poll failed");
    }
}

model::Result<void> Pipeline::send_some(std::string_view& bytes) {
    if (bytes.empty()) return {};
    const auto sent =
        send(processes_.input(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN && errno != EINTR) {
        return ended();
    }
    return {};
}

model::Result<void> Pipeline::receive_some(std::string& answer) {
    std::array<char, 16384> buffer{};
    const auto size = read(processes_.output(), buffer.data(), buffer.size());
    if (size > 0) {
        answer.append(buffer.data(), static_cast<std::size_t>(size));
    } else if (size == 0 || (errno != EAGAIN && errno != EINTR)) {
        return ended();
    }
    return {};
}

tl::unexpected<model::Error> Pipeline::ended() {
    const auto cause = processes_.end(culprit_grace);
    return fail(ErrorKind::network,
                fmt::format("Apertium's programs ended{}{}", cause.empty() ? "" : ": ", cause));
}

}  // namespace glossd::engines::apertium
