// Protocol Buffers. Its messages take the place of the C++ values: they are neither made from these nor turned
// into them while time is taken, which favours protobuf.
#include "contest.h"
#include "values.h"

#include "values.pb.h"

#include <google/protobuf/util/message_differencer.h>
#include <type_traits>

namespace ufser_bench {
namespace proto {

template <class M>
    requires std::is_base_of_v<google::protobuf::Message, M>
bool operator==(const M &a, const M &b)
{
    return google::protobuf::util::MessageDifferencer::Equals(a, b);
}

} // namespace proto

namespace {

struct with_protobuf {
    using buffer = std::string;
    template <class M> static void write(const M &m, buffer &b)
    {
        if (!m.SerializeToString(&b))
            throw std::runtime_error("protobuf does not write");
    }
    static std::string_view view(const buffer &b) { return b; }
    template <class M> static M read(std::string_view s)
    {
        M m;
        parse(m, s);
        return m;
    }
    template <class M> static void parse(M &m, std::string_view s)
    {
        if (!m.ParseFromArray(s.data(), static_cast<int>(s.size())))
            throw std::runtime_error("protobuf does not read");
    }
};

// Also reading into a message that was used before and keeps its memory, as its documentation advises.
template <class M> void add_message(cell &c, const M &m)
{
    add<with_protobuf>(c, "protobuf", m);
    const auto again = std::make_shared<M>(m);
    const auto bytes = std::make_shared<std::string>(m.SerializeAsString());
    c.contenders.push_back({"protobuf, used message", bytes->size(), {}, [again, bytes] {
                                looked_at(*bytes);
                                with_protobuf::parse(*again, *bytes);
                                looked_at(*again);
                            }});
}

} // namespace

void add_protobuf(cells &all)
{
    proto::Small small;
    const auto s = make_small();
    small.set_number(s.number);
    small.set_real(s.real);
    small.set_text(s.text);

    proto::State state;
    const auto t = make_state();
    state.set_number(t.number);
    state.set_real(t.real);
    state.set_text(t.text);
    state.mutable_numbers()->Assign(t.numbers.begin(), t.numbers.end());
    state.mutable_named()->insert(t.named.begin(), t.named.end());

    proto::Ints ints;
    const auto i = make_ints();
    ints.mutable_values()->Assign(i.begin(), i.end());
    proto::Doubles doubles;
    const auto d = make_doubles();
    doubles.mutable_values()->Assign(d.begin(), d.end());

    proto::Lists lists;
    for (const auto &[key, strings] : make_lists())
        (*lists.mutable_values())[key].mutable_values()->Assign(strings.begin(), strings.end());

    add_message(all[0], small);
    add_message(all[1], state);
    add_message(all[2], ints);
    add_message(all[3], doubles);
    add_message(all[4], lists);
}

} // namespace ufser_bench
