// Views, actions and concepts in expression templates. Function objects, not lambdas: a first pass has closures of its own, and what is
// instantiated with them changes the numbers and the order of functions, though not their code.
#include <range/v3/action/sort.hpp>
#include <range/v3/action/unique.hpp>
#include <range/v3/numeric/accumulate.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/chunk.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/iota.hpp>
#include <range/v3/view/take.hpp>
#include <range/v3/view/transform.hpp>
#include <range/v3/view/zip.hpp>

#include <vector>

struct is_odd {
    bool operator()(int n) const { return n % 2 != 0; }
};
struct square {
    int operator()(int n) const { return n * n; }
};

int main() {
    using namespace ranges;
    std::vector<int> odd = views::iota(1) | views::filter(is_odd{}) | views::take(20) | to<std::vector>();
    odd |= actions::sort | actions::unique;
    int sum = 0;
    for (auto &&[a, b] : views::zip(odd, odd | views::transform(square{})))
        sum += a * b;
    for (auto chunk : odd | views::chunk(3))
        sum -= accumulate(chunk, 0);
    return sum & 1;
}
