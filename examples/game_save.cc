// A game whose every moment can be saved, in the middle of a fight, too. The game is a coroutine that waits for words; it knows nothing
// of saving. What a saved game needs to hold - where the hero stands, what happened in which room, whom he fights - are its locals.
//
//   game_save    reads words from standard input: north south take hit run; save FILE, load FILE
#include <valor.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

void say(const std::string &what) { std::cout << what << '\n'; }

struct hero {
    int health = 5;
    std::set<std::string> bag;
};
struct room {
    std::string name, thing, guard; // empty: none
};

// The hero is a local of the game below: a reference to it is saved as what it is.
valor::ser_ctx<bool> fight(hero &h, std::string guard)
{
    for (int strength = 4; strength > 0;) {
        say("A " + guard + " of strength " + std::to_string(strength) + "; your health is " + std::to_string(h.health) + ".");
        const std::string word = co_await valor::receive<std::string>();
        if (word == "run")
            co_return false;
        if (word == "hit")
            strength -= h.bag.count("sword") ? 2 : 1;
        if (strength > 0 && --h.health == 0) {
            say("You are dead.");
            co_return false;
        }
    }
    say("The " + guard + " is gone.");
    co_return true;
}

valor::ser_ctx<int> game()
{
    hero me;
    std::vector<room> cave{{"hall", "sword", ""}, {"bridge", "", "troll"}, {"chamber", "gold", "dragon"}};
    room *here = &cave.front();
    int words = 0;
    while (me.health > 0 && !me.bag.count("gold")) {
        say("You are in the " + here->name + ".");
        const std::string word = co_await valor::receive<std::string>();
        ++words;
        if (word == "south" && here != &cave.front())
            --here;
        else if (word == "north" && here != &cave.back()) {
            ++here;
            if (!here->guard.empty() && !co_await fight(me, here->guard))
                --here; // ran
            else
                here->guard.clear();
        } else if (word == "take" && !here->thing.empty())
            me.bag.insert(std::exchange(here->thing, ""));
        else
            say("That cannot be done.");
    }
    say(me.health > 0 ? "You have the gold." : "The end.");
    co_return words;
}

void save(const valor::ser_ctx<int> &played, const std::string &name)
{
    std::ofstream file(name, std::ios::binary);
    file << played.serialize() << std::flush;
    say(file ? "Saved." : "Not saved.");
}

void load(valor::ser_ctx<int> &played, const std::string &name)
{
    std::ifstream file(name, std::ios::binary);
    try {
        played = valor::restore<int>(std::string(std::istreambuf_iterator<char>(file), {}));
        say("Loaded.");
    } catch (const valor::error &e) { // the game goes on as it was
        say(std::string("Not loaded: ") + e.what());
    }
}

} // namespace

int main()
{
    auto played = valor::start(game());
    for (std::string word, name; std::cin >> word;) {
        say("> " + word);
        if (word == "save" && std::cin >> name) {
            save(played, name);
        } else if (word == "load" && std::cin >> name) {
            load(played, name);
        } else if (!played.done()) {
            played.supply(word);
            played.resume();
        }
    }
    return played.done() && played.get() > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
