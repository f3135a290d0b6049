// What docs/ufser.md shows. It needs no plugin.
#include <ufser/ufser.h>

#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

void use()
{
    // [use]
    const std::vector<int> v{1, 2, 3};
    std::string bytes = uf::serialize(v);                              // the value alone
    auto again = uf::deserialize_as<std::vector<int>>(bytes);

    bytes = uf::serialize(uf::any(v));                                 // with its type in front
    again = uf::any_view::parse(bytes).get_as<std::vector<int>>();
    std::string_view type = uf::serialize_type<std::vector<int>>();    // "li"
    std::cout << type << ' ' << uf::any(v).print() << ' ' << uf::any(v).print_json() << '\n';

    bytes.clear();
    uf::serialize(v, bytes);                                           // appends: the memory of a string can be used again
    std::array<char, 100> memory;
    std::size_t n = uf::serialize_to(memory, v);                       // into a span<char>; all of it is there if n <= memory.size()
    std::cout << n << ' ' << uf::serialized_size(v) << '\n';
    // [/use]
}

struct point {
    int x, y;
};
// [derived]
struct point3 : point { int z; };                      // t2t2iii
// [/derived]

namespace tied {

struct point3 : point { int z; };
// [tied]
auto tuple_for_serialization(const point3 &p) { return std::tie(static_cast<const point &>(p), p.z); }
auto tuple_for_serialization(point3 &p)       { return std::tie(static_cast<point &>(p), p.z); }
// [/tied]

} // namespace tied

// [member]
class entry {
public:
    entry() = default;
    entry(int a, std::string b) : a_(a), b_(std::move(b)) {}
    auto tuple_for_serialization() const { return std::tie(a_, b_); }    // to write
    auto tuple_for_serialization()       { return std::tie(a_, b_); }    // to read, into an object made by T()

private:
    int a_ = 0;
    std::string b_;
};
// [/member]

template <class T> class my_type {
public:
    explicit my_type(std::vector<T> v) : v_(std::move(v)) {}
    std::vector<T> &all() { return v_; }
    const std::vector<T> &all() const { return v_; }

private:
    std::vector<T> v_;
};

// [codec]
template <class T> struct uf::codec<my_type<T>> {
    static constexpr auto type() { return uf::typestring("l") + uf::type_v<T>; }
    static void encode(uf::writer &w, const my_type<T> &v) { uf::encode(w, v.all()); }
    static my_type<T> decode(uf::reader &r)                // by value: neither moved nor default-constructed on the way
    {
        return my_type<T>(uf::decode<std::vector<T>>(r));
    }
    using parts = uf::parts<T>;                            // optional: which codecs this one uses
    using decode_parts = uf::parts<T>;                     // optional: if decode uses others
    static constexpr bool decodable = true;                // optional: false if decode exists, but does not compile for this T
    template <class V, class F> static void visit(V &v, F &&f)   // optional: f(sub-object) for each; V is my_type<T> or const
    {
        for (auto &e : v.all())
            f(e);
    }
    static constexpr bool boxed_if_recursive = true;       // optional: an `a` if my_type contains itself
    static std::span<T> elements(my_type<T> &v) { return v.all(); }   // optional, also const: elements that lie one behind the other
};
// [/codec]

struct shape {
    virtual ~shape() = default;
    virtual int area() const = 0;
};
struct circle final : shape {
    int radius = 1;
    int area() const override { return 3 * radius * radius; }
    auto tuple_for_serialization() const { return std::tie(radius); }
    auto tuple_for_serialization() { return std::tie(radius); }
};
struct square final : shape {
    int side = 1;
    int area() const override { return side * side; }
    auto tuple_for_serialization() const { return std::tie(side); }
    auto tuple_for_serialization() { return std::tie(side); }
};

// [polymorphic]
template <> struct uf::polymorphic<shape>
    : uf::one_of<uf::named<"circle", circle>, uf::named<"square", square>> {};
// [/polymorphic]

// [graph]
struct person {
    std::string name;
    std::weak_ptr<person> friend_of;
};
// [/graph]

void kinds()
{
    std::cout << uf::serialize_type<point3>() << ' ' << uf::serialize_type<tied::point3>() << ' ' << uf::serialize_type<entry>() << ' '
              << uf::serialize_type<my_type<int>>() << ' ' << uf::serialize_type<std::unique_ptr<shape>>() << '\n';
    auto a = uf::deserialize_as<my_type<int>>(uf::serialize(my_type<int>({4, 5})));
    auto s = std::make_unique<square>();
    s->side = 7;
    auto b = uf::deserialize_as<std::unique_ptr<shape>>(uf::serialize(std::unique_ptr<shape>(std::move(s))));
    std::cout << uf::any(a.all()).print() << ' ' << b->area() << ' ' << uf::any(entry(1, "one")).print() << '\n';
}

void graph()
{
    // [graph]

    std::vector<std::shared_ptr<person>> people{std::make_shared<person>("Ann"), std::make_shared<person>("Bob")};
    people[0]->friend_of = people[1];
    people[1]->friend_of = people[0];                                  // a circle
    std::string bytes = uf::serialize_graph(people);
    auto again = uf::deserialize_graph<decltype(people)>(bytes);       // a shared_ptr: one piece with the text that its views lead to
    std::cout << (*again)[0]->friend_of.lock()->name << '\n';
    // [/graph]
}

void convert()
{
    // [convert]
    const uf::any few(std::vector<int>{1, 2});
    auto wide = few.get_as<std::vector<std::int64_t>>(uf::convert::widen | uf::convert::optional);   // or any combination, or all
    auto real = uf::deserialize_as<std::vector<double>>(uf::serialize(wide), "lI", uf::convert::all);
    std::cout << uf::any(real).print() << '\n';
    // [/convert]
}

void json()
{
    // [json]
    std::string text = uf::any(std::map<std::string, std::vector<int>>{{"a", {1, 2}}}).print_json();
    auto m = uf::from_json_as<std::map<std::string, std::vector<int>>>(text);
    uf::any typed = uf::from_json(text, "msli");                       // of this type
    uf::any guessed = uf::from_json(text);                             // of the type that the text suggests
    std::cout << text << ' ' << m.at("a").size() << ' ' << typed.type() << ' ' << guessed.type() << '\n';
    // [/json]
}

int main()
{
    use();
    kinds();
    graph();
    convert();
    json();
}
