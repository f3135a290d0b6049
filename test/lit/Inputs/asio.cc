// Code with coroutines, executors and type-erased handlers of a large library, compiled with and without the plugin.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;

static asio::awaitable<void> session(tcp::socket socket) {
    std::string line;
    while (const std::size_t n = co_await asio::async_read_until(socket, asio::dynamic_buffer(line), '\n', asio::use_awaitable)) {
        co_await asio::async_write(socket, asio::buffer(line.data(), n), asio::use_awaitable);
        line.erase(0, n);
    }
}

struct ticker : std::enable_shared_from_this<ticker> {
    explicit ticker(asio::io_context &io) : timer(io) {}
    void again() {
        timer.expires_after(std::chrono::milliseconds(1));
        timer.async_wait([self = shared_from_this()](const boost::system::error_code &e) {
            if (!e && ++self->ticks < 3) self->again();
        });
    }
    asio::steady_timer timer;
    int ticks = 0;
};

int main() {
    asio::io_context io;
    tcp::socket socket(io);
    asio::co_spawn(io, session(std::move(socket)), asio::detached);
    std::make_shared<ticker>(io)->again();
    io.run();
}
