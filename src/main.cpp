// argv -> cli; nothing else lives here.
#include "cli/cli.hpp"

int main(int argc, char** argv) {
    return glossd::cli::run(argc, argv);
}
