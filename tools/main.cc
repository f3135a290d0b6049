// The command `valor`: its options, and which command answers them. What a command does is in the header of its name.
#include "diff.h"
#include "document.h"
#include "failure.h"
#include "input.h"
#include "inspect.h"

#include <valor/error.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>

namespace {

using namespace command;

// Runs f, whose errors are of this file.
template <class F> auto of_file(const std::string &name, F f)
{
    try {
        return f();
    } catch (const valor::error &e) {
        const std::string what = e.what(); // "valor: ..."
        throw failure(shown_name(name) + ": " + what.substr(what.find(' ') + 1));
    } catch (const std::runtime_error &e) {
        throw failure(shown_name(name) + ": " + e.what());
    }
}

document read_document(const std::string &name)
{
    const std::string bytes = read_file(name);
    return of_file(name, [&] { return document(bytes); });
}

int print(const std::string &text)
{
    std::cout << text << std::flush;
    if (!std::cout)
        throw failure("the output cannot be written");
    return same;
}

struct inspect_command {
    std::string file;
    bool json = false;

    void add(CLI::App &app, int &status)
    {
        CLI::App *c = app.add_subcommand("inspect", "Show what a snapshot holds");
        c->add_option("FILE", file, "The snapshot; - is standard input")->required();
        c->add_flag("--json", json, "As JSON");
        c->callback([this, &status] {
            const document d = read_document(file);
            status = print(of_file(file, [&] { return json ? inspect_json(d) : inspect_text(d); }));
        });
    }
};

struct diff_command {
    std::string before, after;
    bool json = false;

    void add(CLI::App &app, int &status)
    {
        CLI::App *c = app.add_subcommand("diff", "Show what differs between two snapshots; exit status 0: nothing, 1: something, 2: trouble");
        c->add_option("BEFORE", before, "A snapshot; - is standard input")->required();
        c->add_option("AFTER", after, "Another one")->required();
        c->add_flag("--json", json, "As JSON");
        c->callback([this, &status] {
            if (before == "-" && after == "-")
                throw failure("only one of the snapshots can be standard input");
            const document a = read_document(before), b = read_document(after);
            const auto found = of_file(before + ", " + after, [&] { return compare(a, b); });
            print(json ? diff_json(found) : diff_text(found));
            status = found.empty() ? same : different;
        });
    }
};

int run(int argc, char **argv)
{
    int status = same;
    CLI::App app("Looks into snapshots of coroutines, explains diagnostics, and checks an installation of Valor.", "valor");
    app.set_version_flag("--version", "valor " VALOR_VERSION);
    app.require_subcommand(1);
    inspect_command inspect;
    diff_command diff;
    inspect.add(app, status);
    diff.add(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &e) {
        return app.exit(e) == 0 ? same : trouble;
    }
    return status;
}

} // namespace

int main(int argc, char **argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception &e) {
        std::cout.flush();
        std::cerr << "valor: " << e.what() << '\n';
        return trouble;
    }
}
