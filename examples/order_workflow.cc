// An order that outlives its process: killed at any moment and started again, it goes on from its last snapshot.
//
//   order_workflow DIRECTORY     goes on with the order in DIRECTORY, or starts one
//   order_workflow DIRECTORY N   the same, but is killed (SIGKILL) at its Nth moment: before or after something is written
//
// What a step does to the world may happen just before the kill, and its result be lost: then the step is done again. So each step
// has a number, and the world (here a file, the ledger) knows the numbers of what was done. That makes "at least once" once.
#include <valor.h>

#include <coroutine>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

std::filesystem::path directory;
int moments = 0; // until the kill; 0: none

void moment()
{
    if (moments > 0 && --moments == 0)
        std::raise(SIGKILL);
}

// --- the world ---

bool in_ledger(int number)
{
    std::ifstream ledger(directory / "ledger");
    for (std::string line; std::getline(ledger, line);)
        if (std::stoi(line) == number)
            return true;
    return false;
}

void do_once(int number, const std::string &what)
{
    moment();
    if (!in_ledger(number))
        std::ofstream(directory / "ledger", std::ios::app) << std::to_string(number) + " " + what + "\n" << std::flush;
    moment();
}

// --- the order ---

// To await it is to be saved first, and then done. An aggregate: saved as it is.
struct step {
    int number;
    std::string what;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const { do_once(number, what); }
};

struct declined : std::runtime_error {
    using std::runtime_error::runtime_error;
};

valor::ser_ctx<> charge(int number, int amount, bool accepted)
{
    co_await step{number, "charge " + std::to_string(amount) + (accepted ? "" : ": declined")};
    if (!accepted)
        throw declined("the bank wants to be asked later");
}

valor::ser_ctx<int> order(std::string what, int parcels)
{
    int number = 0, attempts = 0;
    co_await step{++number, "reserve " + what};
    for (bool paid = false; !paid;) {
        ++attempts;
        try {
            co_await charge(++number, 30 * parcels, attempts == 3);
            paid = true;
        } catch (const declined &) {
        }
        if (!paid)
            co_await step{++number, "wait a day"};
    }
    for (int parcel = 1; parcel <= parcels; ++parcel)
        co_await step{++number, "ship " + what + ", parcel " + std::to_string(parcel)};
    co_return attempts;
}

// --- the process ---

// There is a whole snapshot at any moment, the old one or the new one.
void keep(const std::string &snapshot)
{
    std::ofstream file(directory / "snapshot.new", std::ios::binary);
    file << snapshot << std::flush;
    if (!file)
        throw std::runtime_error("cannot write the snapshot");
    moment();
    std::filesystem::rename(directory / "snapshot.new", directory / "snapshot");
    moment();
}

valor::ser_ctx<int> begin_or_go_on()
{
    std::ifstream file(directory / "snapshot", std::ios::binary);
    if (!file)
        return valor::start(order("tea", 2));
    return valor::restore<int>(std::string(std::istreambuf_iterator<char>(file), {}));
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc < 2) {
        std::cerr << "usage: order_workflow DIRECTORY [N]\n";
        return EXIT_FAILURE;
    }
    directory = argv[1];
    moments = argc > 2 ? std::atoi(argv[2]) : 0;
    auto workflow = begin_or_go_on();
    while (workflow) {
        keep(workflow.serialize());
        workflow.resume();
    }
    std::cout << "paid at attempt " << workflow.get() << '\n';
    return EXIT_SUCCESS;
}
catch (const std::exception &e) {
    std::cerr << "order_workflow: " << e.what() << '\n';
    return EXIT_FAILURE;
}
