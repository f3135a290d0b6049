// streams.h: stream buffers over a string, for the libraries that want streams: cheaper than string streams, and
// the string is used again.
#ifndef VALOR_BENCH_UFSER_STREAMS_H
#define VALOR_BENCH_UFSER_STREAMS_H

#include <streambuf>
#include <string>
#include <string_view>

namespace ufser_bench {

class string_sink : public std::streambuf {
public:
    explicit string_sink(std::string &out) : out_(out) {}

protected:
    std::streamsize xsputn(const char *s, std::streamsize n) override
    {
        out_.append(s, static_cast<std::size_t>(n));
        return n;
    }
    int_type overflow(int_type c) override
    {
        if (c != traits_type::eof())
            out_.push_back(traits_type::to_char_type(c));
        return 0;
    }

private:
    std::string &out_;
};

class view_source : public std::streambuf {
public:
    explicit view_source(std::string_view s)
    {
        char *p = const_cast<char *>(s.data()); // only read
        setg(p, p, p + s.size());
    }
};

} // namespace ufser_bench

#endif
