// Values as JSON for another parser, and back: see json_accepted.py.
//   json_samples print      a line for each value: type, tab, JSON
//   json_samples read       the same lines from another writer; fails unless they are the same values
#include "samples.h"
#include "vectors.h"

#include <iostream>
#include <ufser/json.h>

namespace {

std::string from_hex(std::string_view hex) {
  std::string r;
  auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    r += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
  return r;
}

struct line { std::string type, json; };

std::vector<line> lines() {
  std::vector<line> r;
  samples::each_sample([&](const samples::sample &, const auto &v) {
    const uf::any a(v);
    r.push_back({std::string(a.type()), a.print_json()});
  });
  for (const vector_row &row : vector_rows) {
    const uf::any a(uf::any_view::parse(from_hex(row.any)));
    r.push_back({std::string(a.type()), a.print_json()});
  }
  r.push_back({"s", uf::any(std::string("\0\x1f\x7f\"\\/\xe2\x80\xa8\xf0\x9f\x98\x80\xff\xed\xa0\x80", 18)).print_json()});
  for (const double d : {5e-324, 1.7976931348623157e308, 0.1, -0.0, 1e22, 123456789012345680.0})
    r.push_back({"d", uf::any(d).print_json()});
  return r;
}

} // namespace

int main(int argc, char **argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "print";
  std::string read;
  for (const line &l : lines()) {
    if (mode == "print") {
      std::cout << l.type << '\t' << l.json << '\n';
      continue;
    }
    if (!std::getline(std::cin, read) || read.substr(0, l.type.size() + 1) != l.type + '\t') {
      std::cerr << "lines are missing at " << l.type << ' ' << l.json << '\n';
      return 1;
    }
    const std::string again = read.substr(l.type.size() + 1);
    if (l.json.find("null") != std::string::npos && l.type.find('d') != std::string::npos)
      continue; // NaN and infinities are null, and null is no number
    if (uf::from_json(again, l.type) != uf::from_json(l.json, l.type)) {
      std::cerr << "not the same: " << l.json << " and " << again << '\n';
      return 1;
    }
  }
  return 0;
}
