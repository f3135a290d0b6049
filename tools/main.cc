// The command `valor`: its options, and which command answers them. What a command does is in the header of its name.
#include "diff.h"
#include "doctor.h"
#include "document.h"
#include "explain.h"
#include "failure.h"
#include "input.h"
#include "inspect.h"
#if defined(VALOR_COMMAND_STORE)
#include "store.h"
#endif

#include <valor/error.h>
#include <valor/version.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>
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

struct explain_command {
    std::string name;

    void add(CLI::App &app, int &status)
    {
        CLI::App *c = app.add_subcommand("explain", "Explain a diagnostic of the plugin; without a name, list them");
        c->add_option("DIAGNOSTIC", name, "As the compiler shows it, valor-goto, or goto");
        c->callback([this, &status] { status = print(name.empty() ? explain_all() : explain(name)); });
    }
};

struct doctor_command {
    installation i = own_installation();
    bool json = false;

    void add(CLI::App &app, int &status)
    {
        CLI::App *c = app.add_subcommand("doctor", "Check whether compiler, plugin and headers fit each other; exit status 1: they do not");
        c->add_option("--compiler", i.compiler, "The compiler (default: the Clang that the plugin is for)");
        c->add_option("--plugin", i.plugin, "libvalet.so (default: that of this installation, for the compiler if there are several)");
        c->add_option("--headers", i.headers, "The directory of valor.h (default: that of this installation)");
        c->add_flag("--json", json, "As JSON");
        c->callback([this, c, &status] {
            if (c->count("--plugin"))
                i.plugins.clear();
            const std::vector<finding> found = examine(i);
            print(json ? findings_json(found) : findings_text(found));
            status = is_well(found) ? same : different;
        });
    }
};

#if defined(VALOR_COMMAND_STORE)
// ps, show, send, cancel, retry, fork, watch: what they have in common, and their arguments.
struct store_commands {
    std::string url, id, other, status_name;
    message_text message;
    bool json = false;
    double seconds = 0;

    CLI::App *add(CLI::App &app, const char *name, const char *help)
    {
        CLI::App *c = app.add_subcommand(name, help);
        CLI::Option *store = c->add_option("--store", url, "sqlite:FILE or postgresql://USER@HOST/DATABASE (default: the environment's VALOR_STORE)");
        if (const char *named = std::getenv("VALOR_STORE"); named && *named)
            url = named; // not by envname(): all commands share the string, and each one that is not used would set it again
        else
            store->required();
        return c;
    }
    CLI::App *add_with_id(CLI::App &app, const char *name, const char *help)
    {
        CLI::App *c = add(app, name, help);
        c->add_option("ID", id, "The coroutine")->required();
        return c;
    }
    void add(CLI::App &app, int &status)
    {
        CLI::App *c = add(app, "ps", "List the coroutines of a store");
        c->add_option("--status", status_name, "Only those that are ready, waiting, running, stuck, failed, done or cancelled");
        c->add_flag("--json", json, "As JSON");
        c->callback([this, &status] { status = print(list(url, status_name, json)); });

        c = add(app, "watch", "The same, again and again; without a terminal, a line for each change");
        c->add_option("--for", seconds, "Seconds (default: until it is interrupted)");
        c->add_flag("--json", json, "A line of JSON for each change");
        c->callback([this, &status] { status = watch(url, seconds, json, print); });

        c = add_with_id(app, "show", "Show a coroutine: its status, history, recorded steps, frames and variables");
        c->add_flag("--json", json, "As JSON");
        c->callback([this, &status] { status = print(show(url, id, json)); });

        c = add_with_id(app, "send", "Send it a message");
        c->add_option("NAME", message.name, "The name of the message")->required();
        c->add_option("VALUE", message.value, "A number, true, false, or text")->required();
        c->add_option("--type", message.type, "Of the value, as ufser spells it: i, I, d, b, s; default: what it looks like");
        c->add_flag("--hex", message.is_hex, "VALUE is ufser's bytes in hexadecimal, of the given type");
        c->add_option("--key", message.key, "Two messages with one key are one");
        c->callback([this, &status] { status = print(send(url, id, message)); });

        add_with_id(app, "cancel", "End it, without a result")->callback([this, &status] { status = print(cancel(url, id)); });
        add_with_id(app, "retry", "Let one go on that was set aside or is stuck")->callback([this, &status] { status = print(retry(url, id)); });
        c = add_with_id(app, "fork", "Make a copy of it, as of its last step");
        c->add_option("AS", other, "The id of the copy")->required();
        c->callback([this, &status] { status = print(fork(url, id, other)); });
    }
};
#endif

bool is_command(const CLI::App &app, const std::string &name)
{
    const auto all = app.get_subcommands([&](const CLI::App *c) { return c->get_name() == name; });
    return !all.empty();
}

int run(int argc, char **argv)
{
    int status = same;
    CLI::App app("Looks into snapshots of coroutines, explains diagnostics, and checks an installation of Valor.", "valor");
    app.set_version_flag("--version", "valor " VALOR_VERSION);
    app.require_subcommand(1);
    inspect_command inspect;
    diff_command diff;
    explain_command explain;
    doctor_command doctor;
    inspect.add(app, status);
    diff.add(app, status);
    explain.add(app, status);
    doctor.add(app, status);
#if defined(VALOR_COMMAND_STORE)
    store_commands of_store;
    of_store.add(app, status);
#endif
    if (argc > 1 && argv[1][0] != '-' && !is_command(app, argv[1])) // said better here than by the parser
        throw failure("there is no command '" + std::string(argv[1]) + "'; `valor --help` lists them");
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
