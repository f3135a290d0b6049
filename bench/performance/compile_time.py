#!/usr/bin/env python3
"""What the plugin costs a compilation, in time and in code.

    compile_time.py --clang CLANG --plugin LIBVALET --include DIR... --scratch DIR [--coroutines N] [--only NAME] [--rounds N] [--seconds S] LOG

Files without a ser_ctx, with one, with many coroutines (30) of 10 awaits each and nothing else, and with one below heavy headers; each compiled without
and with the plugin in turn, at -O0 and -O2, for N rounds (15), or until S seconds (60) have gone into one file, but three rounds at least (or N). The log has
the user time of each compilation, and the bytes of .text; the programs of the report write logs like it (contest.h).
"""
import argparse
import os
import pathlib
import subprocess
import sys
import time

ORDINARY = """
#include <algorithm>
#include <map>
#include <string>
#include <vector>

std::map<std::string, int> count(const std::vector<std::string> &words)
{
    std::map<std::string, int> result;
    for (const std::string &word : words)
        ++result[word];
    return result;
}
std::vector<std::string> sorted(std::vector<std::string> words)
{
    std::sort(words.begin(), words.end(), [](const auto &a, const auto &b) { return a.size() < b.size(); });
    return words;
}
"""
ONE = """
#include <valor.h>

valor::ser_ctx<int> order(std::string what, int price)
{
    const int quantity = co_await valor::receive<int>();
    co_return price * quantity + int(what.size());
}
int run() { return valor::start(order("tea", 3)).get(); }
"""
COROUTINE = """
valor::ser_ctx<int> f{n}(int a)
{{
    int sum = a;
    std::string text = "{n}";
    for (int i = 0; i < 3; ++i)
        sum += co_await valor::receive<int>();
    if (sum > {n}) {{
        const std::string more = co_await valor::receive<std::string>();
        text += more;
    }} else {{
        text = co_await valor::receive<std::string>();
    }}
    int left = co_await valor::receive<int>();
    while (left > 0)
        left -= co_await valor::receive<int>();
    const double share = co_await valor::receive<double>();
    {{
        std::vector<int> list;
        list.push_back(co_await valor::receive<int>());
        sum += co_await f{before}(list.front());
    }}
    sum += co_await valor::receive<int>();
    text += co_await valor::receive<std::string>();
    co_return sum + int(share) + int(text.size());
}}
"""
HEAVY = """
#include <filesystem>
#include <functional>
#include <iostream>
#include <ranges>
#include <regex>

bool is_date(const std::string &s) { return std::regex_match(s, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")); }
int squares(int n)
{
    int sum = 0;
    for (int i : std::views::iota(0, n) | std::views::filter([](int x) { return x % 2; }) | std::views::transform([](int x) { return x * x; }))
        sum += i;
    return sum;
}
"""
ASIO = """
#include <boost/asio.hpp>

void wait(boost::asio::io_context &io)
{
    boost::asio::steady_timer timer(io, std::chrono::seconds(1));
    timer.async_wait([](const boost::system::error_code &) {});
    io.run();
}
"""


def has_asio(clang):
    return subprocess.run([clang, "-std=c++20", "-fsyntax-only", "-include", "boost/asio.hpp", "-x", "c++", os.devnull], capture_output=True).returncode == 0


def sources(clang, coroutines):
    many = "".join(COROUTINE.format(n=n, before=n - 1) for n in range(1, coroutines + 1))
    start = "#include <valor.h>\n#include <string>\n#include <vector>\n\nvalor::ser_ctx<int> f0(int a) { co_return a; }\n"
    return {
        "no ser_ctx": ORDINARY,
        "one coroutine": ONE,
        "heavy headers": HEAVY + (ASIO if has_asio(clang) else "") + ONE,
        f"{coroutines} coroutines": start + many,
    }


def compiled(command):
    """Seconds of user time of the compiler, with what it starts."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"compile_time.py: this failed: {' '.join(map(str, command))}")
    return usage.ru_utime


def text_size(path):
    """Bytes of machine code: of all sections .text*, as inline functions have their own."""
    lines = subprocess.run(["size", "-A", path], capture_output=True, text=True, check=True).stdout.splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(".text"))


def measure(args, name, source, note):
    commands = {"without": [], "with": [f"-fplugin={args.plugin}"]}
    started = time.monotonic()
    for round in range(args.rounds):
        for level in ("-O0", "-O2"):
            for who, plugin in commands.items():
                out = args.scratch / f"{source.stem}.{who}{level}.o"
                note(f"{name} {level}", who, "seconds", round, compiled([args.clang, "-std=c++20", level, *args.flags, *plugin, "-c", source, "-o", out]))
                if not round:
                    note(f"{name} {level}", who, "text", 0, text_size(out))
        if round >= 2 and (time.monotonic() - started) / (round + 1) * (round + 2) > args.seconds:
            break


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clang", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("--scratch", type=pathlib.Path, required=True)
    parser.add_argument("--coroutines", type=int, default=30)
    parser.add_argument("--only", default="", help="files with this in their names")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("log", type=pathlib.Path)
    args = parser.parse_args()
    args.flags = [f"-I{directory}" for directory in args.include]
    args.scratch.mkdir(parents=True, exist_ok=True)
    with args.log.open("w") as log:
        log.write("row,who,quantity,round,value\n")

        def note(row, who, quantity, round, value):
            log.write(f"{row},{who},{quantity},{round},{value}\n")
            log.flush()

        for name, text in sources(args.clang, args.coroutines).items():
            if args.only not in name:
                continue
            source = args.scratch / f"{name.replace(' ', '_')}.cc"
            source.write_text(text)
            measure(args, name, source, note)


if __name__ == "__main__":
    main()
