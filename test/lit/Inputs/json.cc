// Templates that deduce a type's conversion, exceptions, user-defined literals.
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

struct order {
    std::string what;
    int count = 0;
    NLOHMANN_DEFINE_TYPE_INTRUSIVE(order, what, count)
};

int main() {
    using namespace nlohmann::literals;
    nlohmann::json list = R"([{"what": "tea", "count": 3}])"_json;
    try {
        for (const order &o : list.get<std::vector<order>>())
            list.push_back(order{o.what + "!", o.count + 1});
        return static_cast<int>(list.at(7).dump().size());
    } catch (const nlohmann::json::exception &) {
        return list[1]["count"].get<int>() - 4;
    }
}
