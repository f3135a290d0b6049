// restore_seeds DIRECTORY: inputs for restore_fuzz to start from - the snapshots of every suspension.
#include "restore_programs.h"

#include <fstream>
#include <iostream>

int main(int argc, char **argv) {
    if (argc != 2) {
        std::cerr << "usage: restore_seeds DIRECTORY\n";
        return 2;
    }
    int written = 0;
    fuzzed::each_suspension([&](const std::string &bytes) {
        std::ofstream(argv[1] + std::string("/snapshot-") + std::to_string(written++), std::ios::binary) << bytes;
    });
    std::cout << written << " seeds\n";
    return written > 0 ? 0 : 1;
}
