#include "doctor.h"

#include "failure.h"
#include "input.h"
#include "process.h"
#include "show.h"

#include <valor/version.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace command {
namespace {

namespace fs = std::filesystem;

// Saved and restored, with a result from outside: what every program of a user does.
constexpr std::string_view probe = R"(#include <valor.h>
#include <cstdio>
valor::ser_ctx<int> waits(int n)
{
    int more = co_await valor::receive<int>();
    co_return n + more;
}
int main()
{
    try {
        const std::string bytes = valor::start(waits(40)).serialize();
        std::printf("%d\n", valor::continue_from(bytes, waits, 2).get());
    } catch (const std::exception &e) {
        std::printf("%s\n", e.what());
        return 1;
    }
}
)";

struct version {
    std::string valor, clang;
    int major() const { return std::atoi(clang.c_str()); }
};

class examination {
public:
    explicit examination(installation i) : i_(std::move(i)) {}

    std::vector<finding> run()
    {
        prefer_plugin_of_compiler();
        const bool plugin = check_plugin(), headers = check_headers(), compiler = check_compiler();
        const bool fits = plugin && compiler && check_fit();
        if (!fits)
            skip("loads", "compiler and plugin must fit first");
        const bool loads = fits && check_loads();
        if (!(loads && headers))
            skip("probe", "what it needs is not there");
        else
            check_probe();
        return std::move(found_);
    }

private:
    bool ok(const std::string &name, const std::string &text)
    {
        found_.push_back({finding::kind::ok, name, text});
        return true;
    }
    bool problem(const std::string &name, const std::string &text, const std::string &advice)
    {
        found_.push_back({finding::kind::problem, name, text, advice});
        return false;
    }
    void skip(const std::string &name, const std::string &why) { found_.push_back({finding::kind::skipped, name, why}); }

    // Asked for its macros: the text of --version differs from vendor to vendor.
    outcome macros_of_compiler() const { return command::run({i_.compiler, "-dM", "-E", "-x", "c++", "/dev/null"}, scratch_.path()); }
    // Digits, or nothing.
    static std::string macro(const outcome &macros, const std::string &name)
    {
        const std::size_t at = macros.output.find("#define " + name + " ");
        const std::string value = at == std::string::npos ? std::string() : macros.output.substr(at + name.size() + 9, 10);
        return value.substr(0, value.find_first_not_of("0123456789"));
    }

    // An installation may have a plugin for each of several Clangs.
    void prefer_plugin_of_compiler()
    {
        if (i_.compiler.empty() || i_.plugins.empty())
            return;
        const fs::path fitting = i_.plugins / ("llvm-" + macro(macros_of_compiler(), "__clang_major__")) / "libvalet.so";
        std::error_code error;
        if (fs::exists(fitting, error))
            i_.plugin = fitting;
    }

    // The file says what it is; it is not loaded.
    bool check_plugin()
    {
        const std::string file = i_.plugin.string();
        std::error_code error;
        if (!fs::is_regular_file(i_.plugin, error))
            return problem("plugin", file + ": there is no such file", "install Valor (cmake --install), or name the file with --plugin");
        std::string bytes;
        try {
            bytes = read_file(file);
        } catch (const failure &e) {
            return problem("plugin", e.what(), "name another file with --plugin");
        }
        constexpr std::string_view mark = "valet-version: Valor ";
        const std::size_t at = bytes.find(mark);
        if (at == std::string::npos || bytes.find_first_of("0123456789", at) != at + mark.size()) // this program has the mark too
            return problem("plugin", file + ": is not Valor's plugin, or of a version before this command", "name libvalet.so with --plugin");
        const std::string text = bytes.substr(at + mark.size(), std::min<std::size_t>(100, bytes.find('\0', at) - at - mark.size()));
        plugin_ = {text.substr(0, text.find(',')), text.substr(std::min(text.size(), text.rfind(' ') + 1))};
        if (plugin_.valor != VALOR_VERSION)
            return problem("plugin", file + ": of Valor " + plugin_.valor + ", but this command is of " VALOR_VERSION, "install both from one build");
        return ok("plugin", file + ": Valor " + plugin_.valor + ", for Clang " + std::to_string(plugin_.major()) + " (" + plugin_.clang + ")");
    }

    bool check_headers()
    {
        const std::string where = i_.headers.string();
        for (const char *name : {"valor.h", "valor/version.h", "ufser/ufser.h"})
            if (!fs::exists(i_.headers / name))
                return problem("headers", (i_.headers / name).string() + ": there is no such file",
                    "install Valor (cmake --install), or name the directory of valor.h with --headers");
        std::string line, of;
        for (std::ifstream in(i_.headers / "valor/version.h"); std::getline(in, line);)
            if (line.starts_with("#define VALOR_VERSION \""))
                of = line.substr(23, line.rfind('"') - 23);
        if (of != VALOR_VERSION)
            return problem("headers", where + ": of Valor " + of + ", but this command is of " VALOR_VERSION, "install both from one build");
        return ok("headers", where + ": Valor " + of);
    }

    bool check_compiler()
    {
        if (i_.compiler.empty())
            i_.compiler = "clang++-" + wanted_clang();
        const std::string advice = "install Clang " + wanted_clang() + " (Debian: clang-" + wanted_clang() + "), or name it with --compiler";
        const outcome macros = macros_of_compiler();
        if (!macros.well())
            return problem("compiler", i_.compiler + ": cannot be used: " + macros.reason(), advice);
        if (macro(macros, "__clang_major__").empty())
            return problem("compiler", i_.compiler + ": is not Clang, and only Clang loads the plugin (other compilers build the program, but cannot save)", advice);
        if (!macro(macros, "__apple_build_version__").empty())
            return problem("compiler", i_.compiler + ": is Apple's Clang, whose versions are not those of LLVM and which loads no plugin of it", advice);
        compiler_ = {{}, macro(macros, "__clang_major__") + "." + macro(macros, "__clang_minor__") + "." + macro(macros, "__clang_patchlevel__")};
        return ok("compiler", i_.compiler + ": Clang " + compiler_.clang);
    }

    // The plugin's, or else the one that this command was built for.
    std::string wanted_clang() const { return plugin_.clang.empty() ? VALOR_LLVM : std::to_string(plugin_.major()); }

    bool check_fit()
    {
        const std::string wanted = wanted_clang(), used = std::to_string(compiler_.major());
        if (wanted != used)
            return problem("fit", "the plugin is for Clang " + wanted + ", the compiler is Clang " + used,
                "use clang++-" + wanted + ", or build Valor with -DVALOR_LLVM=" + used);
        return ok("fit", "plugin and compiler are of Clang " + wanted);
    }

    std::vector<std::string> compile(const std::vector<std::string> &more) const
    {
        std::vector<std::string> c{i_.compiler, "-std=c++20", "-fplugin=" + fs::absolute(i_.plugin).string()};
        c.insert(c.end(), more.begin(), more.end());
        return c;
    }
    fs::path write(const char *name, std::string_view text) const
    {
        std::ofstream out(scratch_.path() / name);
        out << text << std::flush;
        if (!out)
            throw failure((scratch_.path() / name).string() + ": cannot be written");
        return scratch_.path() / name;
    }

    bool check_loads()
    {
        const outcome o = command::run(compile({"-fsyntax-only", write("empty.cc", "int main() {}\n").string()}), scratch_.path());
        if (!o.well())
            return problem("loads", "the compiler does not load the plugin: " + o.reason(),
                "build Valor against the Clang that is installed: another build of the same version may have another ABI");
        return ok("loads", "the compiler loads the plugin");
    }

    void check_probe()
    {
        const fs::path program = scratch_.path() / "probe";
        const outcome built = command::run(
            compile({"-DVALOR_REQUIRE_PLUGIN", "-I" + fs::absolute(i_.headers).string(), write("probe.cc", probe).string(), "-o", program.string()}), scratch_.path());
        if (!built.well()) {
            problem("probe", "a small coroutine does not compile: " + built.reason(), "does the compiler build other C++20 programs? If so, please report it");
            return;
        }
        const outcome ran = command::run({program.string()}, scratch_.path());
        if (!ran.well() || ran.output != "42\n")
            problem("probe", "a small coroutine was compiled, but saving and restoring it fails: " + ran.reason(), "please report it");
        else
            ok("probe", "a small coroutine was compiled, saved and restored");
    }

    installation i_;
    version plugin_, compiler_;
    temporary_directory scratch_;
    std::vector<finding> found_;
};

std::string_view word(finding::kind k) { return k == finding::kind::ok ? "ok" : k == finding::kind::problem ? "problem" : "skipped"; }

// That of the Clang which this command was built for, or else of the oldest.
fs::path first_plugin(const fs::path &plugins)
{
    std::error_code error;
    fs::path first = plugins / "llvm-" VALOR_LLVM / "libvalet.so";
    if (fs::exists(first, error))
        return first;
    std::vector<fs::path> others;
    for (const fs::directory_entry &e : fs::directory_iterator(plugins, error))
        if (fs::exists(e.path() / "libvalet.so", error))
            others.push_back(e.path() / "libvalet.so");
    return others.empty() ? first : std::ranges::min(others);
}

} // namespace

installation own_installation()
{
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const fs::path prefix = error ? fs::path("/usr/local") : self.parent_path().parent_path();
    installation i;
    i.plugins = prefix / VALOR_LIBDIR / "valor";
    i.plugin = first_plugin(i.plugins);
    if (!fs::exists(i.plugin, error) && fs::exists(prefix / "lib/libvalet.so", error))
        i.plugin = prefix / "lib/libvalet.so"; // a build tree
    i.headers = prefix / VALOR_INCLUDEDIR;
    if (!fs::exists(i.headers / "valor.h", error) && fs::exists(prefix / "include/valor.h", error))
        i.headers = prefix / "include";
    return i;
}

std::vector<finding> examine(const installation &i) { return examination(i).run(); }

bool is_well(const std::vector<finding> &found)
{
    return std::all_of(found.begin(), found.end(), [](const finding &f) { return f.what == finding::kind::ok; });
}

std::string findings_text(const std::vector<finding> &found)
{
    std::string out;
    for (const finding &f : found) {
        const std::string what(word(f.what));
        out += what + std::string(9 - what.size(), ' ') + f.name + std::string(10 - f.name.size(), ' ') + plain(f.text) + "\n";
        if (!f.advice.empty())
            out += std::string(19, ' ') + f.advice + "\n";
    }
    return out;
}

std::string findings_json(const std::vector<finding> &found)
{
    std::string out = std::string("{\"well\":") + (is_well(found) ? "true" : "false") + ",\"checks\":[";
    for (std::size_t i = 0; i < found.size(); ++i)
        out += std::string(i ? ",\n" : "\n") + "{\"check\":" + json_string(found[i].name) + ",\"is\":" + json_string(word(found[i].what)) +
            ",\"text\":" + json_string(found[i].text) +
            (found[i].advice.empty() ? "" : ",\"advice\":" + json_string(found[i].advice)) + "}";
    return out + "]}\n";
}

} // namespace command
