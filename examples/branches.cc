// One simulation, many futures. A town lives through an epidemic, day by day; every fortnight its council decides. The simulation is a
// coroutine that waits for the decision. Where it waits it is cloned, once for each thing that the council could decide, and so on:
// a tree of futures whose common past was computed once. What makes them comparable is that chance is a local, too: each branch has
// drawn the same numbers up to its fork.
//
//   branches     prints the tree, and checks each future against a simulation that was told its decisions from the beginning
#include <valor.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

// xorshift32. (A std::mt19937 keeps its state to itself.)
struct chance {
    std::uint32_t state;
    bool happens(unsigned percent)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state % 100 < percent;
    }
};

enum class health { well, ill, recovered };
struct person {
    health state = health::well;
    int days = 0;
};
struct outcome {
    int fell_ill = 0;
    int days_closed = 0;
    bool operator==(const outcome &) const = default;
};

constexpr int fortnights = 3;
constexpr std::array<std::string_view, 2> choices{"open", "closed"};

int days_simulated = 0; // of the program, not of a town: it is not saved

// A day: who is ill meets people, fewer of them when the town is closed.
void live(std::vector<person> &town, chance &luck, bool closed)
{
    ++days_simulated;
    const std::vector<person> morning = town;
    for (std::size_t i = 0; i < town.size(); ++i) {
        if (morning[i].state != health::ill)
            continue;
        for (const std::size_t far : {1u, 7u, 31u}) {
            person &met = town[(i + far) % town.size()];
            if (luck.happens(closed ? 4 : 14) && met.state == health::well)
                met = {health::ill, 0};
        }
        if (++town[i].days == 9)
            town[i].state = health::recovered;
    }
}

valor::ser_ctx<outcome> epidemic(std::uint32_t seed)
{
    chance luck{seed};
    std::vector<person> town(200);
    town[0].state = town[100].state = health::ill;
    outcome so_far{2, 0};
    bool closed = false;
    for (int fortnight = 0; fortnight < fortnights; ++fortnight) {
        for (int day = 0; day < 14; ++day)
            live(town, luck, closed);
        const std::string decided = co_await valor::receive<std::string>();
        closed = decided == "closed";
        so_far.days_closed += closed ? 14 : 0;
    }
    for (int day = 0; day < 14; ++day)
        live(town, luck, closed);
    so_far.fell_ill = 0;
    for (const person &p : town)
        so_far.fell_ill += p.state != health::well;
    co_return so_far;
}

using simulation = valor::ser_ctx<outcome>;
struct future {
    std::vector<std::string> decided;
    outcome end;
};

void decide(simulation &s, std::string_view what)
{
    s.supply(std::string(what));
    s.resume();
}

// Each future of a simulation that waits for a decision.
void explore(const simulation &here, std::vector<std::string> &decided, std::vector<future> &found)
{
    for (const std::string_view choice : choices) {
        simulation branch = here.clone();
        decide(branch, choice);
        decided.emplace_back(choice);
        if (branch.done())
            found.push_back({decided, branch.get()});
        else
            explore(branch, decided, found);
        decided.pop_back();
    }
}

outcome from_the_beginning(std::uint32_t seed, const std::vector<std::string> &decided)
{
    simulation alone = valor::start(epidemic(seed));
    for (const std::string &what : decided)
        decide(alone, what);
    return alone.get();
}

} // namespace

int main()
{
    constexpr std::uint32_t seed = 2463534242;
    std::vector<std::string> decided;
    std::vector<future> found;
    explore(valor::start(epidemic(seed)), decided, found);
    const int forked = days_simulated;

    bool right = true;
    for (const future &f : found) {
        for (const std::string &what : f.decided)
            std::cout << what << (what == "open" ? "   " : " ");
        std::cout << f.end.fell_ill << " fell ill, " << f.end.days_closed << " days closed\n";
        right &= f.end == from_the_beginning(seed, f.decided);
    }
    std::cout << found.size() << " futures: " << forked << " days simulated; one by one they took " << days_simulated - forked << ".\n";
    if (!right)
        std::cout << "A branch came to another end than the simulation that it was forked from.\n";
    return right && found.size() == 8 && forked < days_simulated - forked ? EXIT_SUCCESS : EXIT_FAILURE;
}
