#include "metrics.h"

#include <cstdio>

namespace valor::durable::detail {

namespace {

std::string number(double d)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g", d);
    return text;
}

std::string escaped(const std::string &label)
{
    std::string out;
    for (const char c : label)
        out += c == '\\' || c == '"' ? std::string("\\") + c : c == '\n' ? "\\n" : std::string(1, c);
    return out;
}

} // namespace

std::string metrics::text(const std::string &worker) const
{
    const std::string who = "worker=\"" + escaped(worker) + "\"";
    std::string out;
    const auto counter = [&](const char *name, const char *help, const std::atomic<std::uint64_t> &v) {
        const std::string full = std::string("valor_durable_") + name + "_total";
        out += "# HELP " + full + " " + help + "\n# TYPE " + full + " counter\n" + full + "{" + who + "} " + std::to_string(v.load()) + "\n";
    };
    counter("claimed", "Coroutines claimed.", claimed);
    counter("taken_over", "Claims of coroutines whose worker did not finish its step.", taken_over);
    counter("steps", "Steps committed.", steps);
    counter("finished", "Coroutines that ended with a result.", finished);
    counter("failed", "Turns that failed and will be tried again.", failed);
    counter("set_aside", "Coroutines set aside with their error.", set_aside);
    counter("stuck", "Coroutines whose functions this program does not have.", stuck);
    counter("leases_lost", "Steps not written because somebody else had taken over.", leases_lost);
    counter("bodies_run", "Bodies of once and transact run.", bodies_run);
    counter("store_errors", "Errors of the store.", store_errors);
    const std::string name = "valor_durable_turn_seconds";
    out += "# HELP " + name + " From the claim to the commit of the step.\n# TYPE " + name + " histogram\n";
    for (std::size_t i = 0; i < bounds.size(); ++i)
        out += name + "_bucket{" + who + ",le=\"" + number(bounds[i]) + "\"} " + std::to_string(buckets_[i].load()) + "\n";
    out += name + "_bucket{" + who + ",le=\"+Inf\"} " + std::to_string(count_.load()) + "\n";
    out += name + "_sum{" + who + "} " + number(static_cast<double>(micros_.load()) / 1e6) + "\n";
    out += name + "_count{" + who + "} " + std::to_string(count_.load()) + "\n";
    return out;
}

} // namespace valor::durable::detail
