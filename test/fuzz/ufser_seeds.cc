// ufser_seeds DIRECTORY: inputs for ufser_fuzz to start from - values of every type, for every decoder.
#include <fstream>
#include <iostream>
#include <ufser/samples.h>
#include <ufser/vectors.h>

namespace {

std::string directory;
std::size_t written = 0;

void seed(unsigned decoder, std::string_view bytes) {
  std::ofstream file(directory + "/seed-" + std::to_string(written++), std::ios::binary);
  file << static_cast<char>(decoder) << bytes;
}

std::string from_hex(std::string_view hex) {
  std::string r;
  auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    r += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
  return r;
}

// Which decoder wants what is not known here: each gets each.
void seeds(const uf::any &v) {
  const std::string type(v.type()), json = v.print_json();
  for (unsigned decoder = 0; decoder < 48; ++decoder)
    for (const std::string &bytes : {std::string(v.value()), uf::serialize(v), type + '\0' + std::string(v.value()),
                                     '\x7f' + type + '\0' + std::string(v.value()), json, type + '\0' + json})
      seed(decoder, bytes);
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "usage: ufser_seeds DIRECTORY\n";
    return 2;
  }
  directory = argv[1];
  samples::each_sample([](const samples::sample &, const auto &v) { seeds(uf::any(v)); });
  for (const vector_row &row : vector_rows)
    seeds(uf::any(uf::any_view::parse(from_hex(row.any))));
  std::cout << written << " seeds\n";
  return written > 0 ? 0 : 1;
}
