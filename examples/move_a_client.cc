// A TCP client that moves to another process while it waits for the socket.
//
//   move_a_client serve                  a server: prints its port, then hands out lines by number; for the test
//   move_a_client begin PORT >snapshot   reads lines until nothing comes any more, and saves the coroutine that waits for the next
//   move_a_client go_on <snapshot        reads the others, over a connection of its own
//
// Boost.Asio is the event loop, as in any program that uses it. The log goes to standard error.
#include <valor.h>

#include <boost/asio.hpp>

#include <chrono>
#include <coroutine>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::milliseconds;

namespace {

asio::io_context &loop()
{
    static asio::io_context context;
    return context;
}

// To the local server, from a line on. A socket belongs to its process: it cannot be saved, only opened again.
class connection {
public:
    connection(int port, int line) : socket_(loop())
    {
        socket_.connect({asio::ip::address_v4::loopback(), static_cast<unsigned short>(port)});
        asio::write(socket_, asio::buffer("from " + std::to_string(line) + "\n"));
        std::cerr << "connected, from line " << line << '\n';
    }

    // Has a reference, so it is not saved either: where it is restored, `server.line()` is evaluated again.
    class next_line {
    public:
        explicit next_line(connection &c) : connection_(c) {}
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> h)
        {
            const auto then = [this, h](boost::system::error_code e, std::size_t n) {
                if (e == asio::error::operation_aborted)
                    return; // the coroutine is gone
                error_ = e;
                size_ = n;
                h.resume();
            };
            asio::async_read_until(connection_.socket_, asio::dynamic_buffer(connection_.text_), '\n', then);
        }
        std::string await_resume()
        {
            if (error_)
                throw boost::system::system_error(error_);
            const std::string line = connection_.text_.substr(0, size_ - 1);
            connection_.text_.erase(0, size_);
            return line;
        }

    private:
        connection &connection_;
        boost::system::error_code error_;
        std::size_t size_ = 0;
    };
    next_line line() { return next_line(*this); }

private:
    tcp::socket socket_;
    std::string text_;
};

// A number of milliseconds is all there is to save: in the other process it waits them again.
struct pause {
    int time;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const
    {
        auto timer = std::make_shared<asio::steady_timer>(loop(), milliseconds(time));
        timer->async_wait([timer, h](boost::system::error_code e) {
            if (!e)
                h.resume();
        });
    }
    void await_resume() const noexcept {}
};

valor::ser_ctx<int> add_lines(int port, int count)
{
    std::cerr << "starts\n";
    int sum = 0, next = 0;
    VALOR_TRANSIENT connection server(port, next); // made again where it is restored, with the `next` of then
    while (next < count) {
        const std::string line = co_await server.line();
        std::cerr << "line " << next << ": " << line << '\n';
        sum += std::stoi(line);
        ++next;
        co_await pause{5};
    }
    co_return sum;
}

int begin(int port)
{
    const auto coroutine = valor::start(add_lines(port, 6));
    while (loop().run_one_for(milliseconds(300)) > 0) {
    }
    std::cout << coroutine.serialize() << std::flush;
    return coroutine.done() || !std::cout ? EXIT_FAILURE : EXIT_SUCCESS;
}

int go_on(const std::string &snapshot)
{
    auto coroutine = valor::restore<int>(snapshot);
    loop().run(); // until there is nothing left to wait for
    std::cout << "the sum is " << coroutine.get() << '\n';
    return EXIT_SUCCESS;
}

// The first client gets three lines, and waits for the fourth in vain; the second gets what it asks for.
int serve()
{
    tcp::acceptor acceptor(loop(), {asio::ip::address_v4::loopback(), 0});
    std::cout << acceptor.local_endpoint().port() << std::endl;
    tcp::socket clients[2] = {tcp::socket(loop()), tcp::socket(loop())};
    for (int c = 0; c < 2; ++c) {
        acceptor.accept(clients[c]);
        std::string request;
        asio::read_until(clients[c], asio::dynamic_buffer(request), '\n');
        for (int line = std::stoi(request.substr(request.find(' '))); line < (c == 0 ? 3 : 6); ++line)
            asio::write(clients[c], asio::buffer(std::to_string(100 + line) + "\n"));
    }
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char **argv)
try {
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "serve")
        return serve();
    if (mode == "begin" && argc == 3)
        return begin(std::atoi(argv[2]));
    if (mode == "go_on")
        return go_on({std::istreambuf_iterator<char>(std::cin), {}});
    std::cerr << "usage: move_a_client serve | begin PORT | go_on\n";
    return EXIT_FAILURE;
}
catch (const std::exception &e) {
    std::cerr << "move_a_client: " << e.what() << '\n';
    return EXIT_FAILURE;
}
